import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PEOPLE_ROUTES, PersonSort } from '../../../contract/people.ts';
import { PeopleView } from '../../../features/people/people-view.tsx';
import { listPeople } from '../../../server/people/list-people.ts';
import { orderOf, type QueryProps, textOf } from '../../search-params.ts';
import { requireMe } from '../../session/require-me.ts';
import { pagesQuestion, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage({ searchParams }: QueryProps) {
  const me = await requireMe('/people');
  const present = new Date().toISOString().slice(0, 7);
  const params = await searchParams;
  const asked = { q: textOf(params['q']), sort: orderOf(PersonSort, params['sort'], 'person') };
  const isMonthly = textOf(params['view']) === 'month';
  return (
    <WithAnswers
      questions={isMonthly ? [] : [pagesQuestion(PEOPLE_ROUTES.listPeople, asked, listPeople)]}
    >
      <PeopleView
        canEnrol={me.rights.includes('devices')}
        mayMove={me.rights.includes('users')}
        present={present}
      />
    </WithAnswers>
  );
}
