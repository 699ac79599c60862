import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MirrorView } from '../../../features/mirror/mirror-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mirror'))('title') };
}

export default async function MirrorPage() {
  const me = await requireMe('/me');
  if (!me.isRecorded) forbidden();
  return <MirrorView />;
}
