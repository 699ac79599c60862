import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditView } from '../../../features/audit/audit-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage() {
  const { rights } = await requireRight('/audit', 'audit');
  return <AuditView rights={rights} />;
}
