import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TodayRedirect } from '../../../../features/day/today-redirect.tsx';
import { requirePerson } from '../../../session/require-person.ts';

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('day'))('today') };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { id } = await params;
  await requirePerson(`/people/${id}`, id);
  return <TodayRedirect person={id} />;
}
