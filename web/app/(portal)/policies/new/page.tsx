import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewPolicyView } from '../../../../features/policies/policy-editor.tsx';
import { requireRight } from '../../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('newTitle') };
}

export default async function NewPolicyPage() {
  await requireRight('/policies/new', 'policy');
  return <NewPolicyView />;
}
