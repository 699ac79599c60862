import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HomeView } from '../../../features/home/home-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

export default async function OverviewPage() {
  return <HomeView me={await requireMe('/overview')} />;
}
