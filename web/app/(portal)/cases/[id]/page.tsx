import type { Metadata } from 'next';
import { CaseView } from '../../../../features/cases/case-view.tsx';
import { requireCase } from '../../../session/require-cases.ts';

interface CasePageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: (await requireCase(`/cases/${id}`, id)).title };
}

export default async function CasePage({ params }: CasePageProps) {
  const { id } = await params;
  const { self } = await requireCase(`/cases/${id}`, id);
  return <CaseView id={id} self={self} />;
}
