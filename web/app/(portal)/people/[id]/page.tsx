import type { Metadata } from 'next';
import { PersonView } from '../../../../features/person/person-view.tsx';
import { requirePerson } from '../../../session/require-person.ts';

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: PersonPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: (await requirePerson(`/people/${id}`, id)).name };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { id } = await params;
  await requirePerson(`/people/${id}`, id);
  return <PersonView person={id} month={new Date().toISOString().slice(0, 7)} />;
}
