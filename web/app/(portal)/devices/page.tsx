import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DevicesView } from '../../../features/devices/devices-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('devices'))('title') };
}

export default async function DevicesPage() {
  await requireRight('/devices', 'devices');
  return <DevicesView />;
}
