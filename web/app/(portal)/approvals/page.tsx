import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ApprovalsView } from '../../../features/control/approvals-view.tsx';
import { seesControl } from '../../../features/control/use-control-state.ts';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('control'))('title') };
}

export default async function ApprovalsPage() {
  const { rights } = await requireMe('/approvals');
  if (!seesControl({ rights })) forbidden();
  return <ApprovalsView />;
}
