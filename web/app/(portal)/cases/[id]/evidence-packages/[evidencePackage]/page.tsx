import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CustodyView } from '../../../../../../features/evidence-packages/custody-view.tsx';
import { requireCase } from '../../../../../session/require-cases.ts';

interface CustodyPageProps {
  readonly params: Promise<{ readonly id: string; readonly evidencePackage: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('evidencePackages'))('custodyTitle') };
}

export default async function CustodyPage({ params }: CustodyPageProps) {
  const { id, evidencePackage: made } = await params;
  await requireCase(`/cases/${id}/evidence-packages/${made}`, id);
  return <CustodyView caseId={id} id={made} />;
}
