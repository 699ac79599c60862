import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CaseView } from '../../../../features/cases/case-view.tsx';
import { requireCase } from '../../../session/require-cases.ts';

interface CasePageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('case') };
}

export default async function CasePage({ params }: CasePageProps) {
  const { id } = await params;
  await requireCase(`/cases/${id}`, id);
  return <CaseView id={id} />;
}
