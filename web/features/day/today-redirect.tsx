'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ErrorState } from '../errors/error-state.tsx';
import { DaySkeleton } from './day-skeleton.tsx';
import { usePersonDay } from './use-person-day.ts';
import { localDate } from './zone/local-date.ts';

/** Goes to the person's today. Their zone is told by any of their days. */
export function TodayRedirect({ person }: { readonly person: string }) {
  const router = useRouter();
  const anyDay = usePersonDay(person, localDate(Date.now() * 1000, 'UTC'));
  const zone = anyDay.data?.person.timeZone;
  const now = anyDay.data?.now;
  useEffect(() => {
    if (zone === undefined || now === undefined) return;
    router.replace(`/people/${person}/${localDate(now, zone)}`);
  }, [router, person, zone, now]);
  return anyDay.isError ? (
    <ErrorState error={anyDay.error} onRetry={() => void anyDay.refetch()} />
  ) : (
    <DaySkeleton />
  );
}
