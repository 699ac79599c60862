import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReleasesView } from '../../../../features/releases/releases-view.tsx';
import { requireRight } from '../../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('releases'))('title') };
}

export default async function ReleasesPage() {
  await requireRight('/settings/releases', 'policy');
  return <ReleasesView />;
}
