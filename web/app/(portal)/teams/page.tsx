import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TeamsView } from '../../../features/teams/teams-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teams'))('title') };
}

export default async function TeamsPage() {
  await requireRight('/teams', 'users');
  return <TeamsView />;
}
