import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SharedView } from '../../../../features/shared/shared-view.tsx';

interface SharedPageProps {
  readonly params: Promise<{ readonly token: string }>;
}

/** The address opens something: it is told to nobody. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shared'))('title'), referrer: 'no-referrer' };
}

export default async function SharedPage({ params }: SharedPageProps) {
  return <SharedView token={(await params).token} />;
}
