import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PersonView } from '../../../../features/person/person-view.tsx';
import { requirePerson } from '../../../session/require-person.ts';

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('month'))('total') };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { id } = await params;
  await requirePerson(`/people/${id}`, id);
  return <PersonView person={id} month={new Date().toISOString().slice(0, 7)} />;
}
