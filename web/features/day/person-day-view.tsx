'use client';

import { ErrorState } from '../errors/error-state.tsx';
import { DaySkeleton } from './day-skeleton.tsx';
import { DayView } from './day-view.tsx';
import { EmptyDay } from './empty-day.tsx';
import { PicturesProvider } from './pictures/pictures-provider.tsx';
import { PurposeGate } from './purpose-gate.tsx';
import { usePersonDay } from './use-person-day.ts';

interface PersonDayViewProps {
  readonly person: string;
  readonly date: string;
}

/** A person's day: loading, failed, empty, or there. */
export function PersonDayView({ person, date }: PersonDayViewProps) {
  const query = usePersonDay(person, date);
  const day = query.data;
  if (day === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <DaySkeleton />
    );
  }
  if (day.lanes.length === 0) return <EmptyDay day={day} />;
  if (day.purpose.isAsked && day.purpose.current === null) return <PurposeGate day={day} />;
  return (
    <PicturesProvider key={day.date} day={day}>
      <DayView day={day} />
    </PicturesProvider>
  );
}
