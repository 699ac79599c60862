import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InboxView } from '../../../features/inbox/inbox-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default async function InboxPage() {
  return <InboxView me={await requireMe('/inbox')} />;
}
