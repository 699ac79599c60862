import type { Metadata } from 'next';
import { PersonView } from '../../../../features/person/person-view.tsx';
import { requireMe } from '../../../session/require-me.ts';
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
  const { rights } = await requireMe(`/people/${id}`);
  return (
    <PersonView
      person={id}
      mayRename={rights.includes('users')}
      month={new Date().toISOString().slice(0, 7)}
    />
  );
}
