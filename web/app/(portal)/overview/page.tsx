import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { seesControl } from '../../../features/control/sees-control.ts';
import { OverviewView } from '../../../features/overview/overview-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  const { rights } = await requireMe('/overview');
  return (
    <OverviewView
      canEnrol={rights.includes('devices')}
      isSystem={rights.includes('system')}
      isToldOfControl={seesControl({ rights })}
    />
  );
}
