import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SettingsView } from '../../../features/settings/settings-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage() {
  await requireRight('/settings', 'system');
  return <SettingsView />;
}
