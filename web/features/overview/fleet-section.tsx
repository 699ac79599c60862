'use client';

import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyYet } from '../people/nobody.tsx';
import { HealthTiles } from './health-tiles.tsx';
import styles from './overview.module.css';
import { useOverview } from './use-overview.ts';
import { WatchCard } from './watch-card.tsx';

/** For an administrator: which computers are broken and what to do, then all of them in a line. */
export function FleetSection() {
  const t = useTranslations('overview');
  const { data, error, refetch } = useOverview();
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={150} radius={10} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  if (data.devices === 0) return <NobodyYet canEnrol />;
  return (
    <section className={styles['section']} aria-labelledby="home-fleet">
      <div className={styles['head']}>
        <h2 id="home-fleet">{t('fleet')}</h2>
        <span>{t('count', { devices: data.devices, people: data.people })}</span>
        <PortalLink href="/devices">{t('allDevices')}</PortalLink>
      </div>
      <HealthTiles overview={data} />
      <WatchCard overview={data} />
    </section>
  );
}
