import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeopleView } from '../../../features/people/people-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage() {
  const me = await requireMe('/people');
  const present = new Date().toISOString().slice(0, 7);
  return (
    <PeopleView
      canEnrol={me.rights.includes('devices')}
      mayMove={me.rights.includes('users')}
      present={present}
    />
  );
}
