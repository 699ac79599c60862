import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { seesControl } from '../../../features/control/use-control-state.ts';
import { SearchView } from '../../../features/search/search-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('search'))('title') };
}

export default async function SearchPage() {
  const me = await requireMe('/search');
  return (
    <SearchView
      mayChooseTeams={me.rights.includes('list')}
      mayReport={me.rights.includes('export')}
      seesSaved={seesControl(me)}
      ownPerson={me.personId}
    />
  );
}
