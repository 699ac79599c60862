import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ArchiveView } from '../../../features/archive/archive-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('archive'))('title') };
}

export default async function ArchivePage() {
  await requireRight('/archive', 'system');
  return <ArchiveView />;
}
