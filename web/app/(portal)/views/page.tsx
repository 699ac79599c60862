import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ViewLog } from '../../../features/views/view-log.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('views'))('title') };
}

export default async function ViewsPage() {
  await requireRight('/views', 'audit');
  return <ViewLog />;
}
