import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RetentionView } from '../../../features/retention/retention-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('retention'))('title') };
}

export default async function RetentionPage() {
  const me = await requireRight('/retention', 'list');
  return <RetentionView rights={me.rights} />;
}
