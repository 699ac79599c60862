import { EmployeeId } from '@workcompanion/core/ids';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { TodayRedirect } from '../../../../features/day/today-redirect.tsx';
import { requireMe } from '../../../session/require-me.ts';

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('day'))('today') };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { id } = await params;
  await requireMe(`/people/${id}`);
  if (!EmployeeId.safeParse(id).success) notFound();
  return <TodayRedirect person={id} />;
}
