import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CasesView } from '../../../features/cases/cases-view.tsx';
import { requireCases } from '../../session/require-cases.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('title') };
}

export default async function CasesPage() {
  const { mayMake } = await requireCases('/cases');
  return <CasesView mayMake={mayMake} />;
}
