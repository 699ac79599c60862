import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { IntegrityView } from '../../../features/integrity/integrity-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('integrity'))('title') };
}

export default async function IntegrityPage() {
  const me = await requireRight('/integrity', 'list');
  return <IntegrityView rights={me.rights} />;
}
