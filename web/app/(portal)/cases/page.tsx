import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CASE_ROUTES, CaseSort } from '../../../contract/cases.ts';
import { CasesView } from '../../../features/cases/cases-view.tsx';
import { listCases } from '../../../server/cases/list-cases.ts';
import { orderOf, type QueryProps, textOf } from '../../search-params.ts';
import { requireCases } from '../../session/require-cases.ts';
import { pagesQuestion, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('title') };
}

export default async function CasesPage({ searchParams }: QueryProps) {
  const { mayMake } = await requireCases('/cases');
  const params = await searchParams;
  const asked = {
    q: textOf(params['q']),
    state: textOf(params['state']),
    sort: orderOf(CaseSort, params['sort'], '-made'),
  };
  return (
    <WithAnswers questions={[pagesQuestion(CASE_ROUTES.listCases, asked, listCases)]}>
      <CasesView mayMake={mayMake} />
    </WithAnswers>
  );
}
