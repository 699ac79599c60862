import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PoliciesView } from '../../../features/policies/policies-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('title') };
}

export default async function PoliciesPage() {
  const me = await requireRight('/policies', 'list');
  return <PoliciesView mayChange={me.rights.includes('policy')} />;
}
