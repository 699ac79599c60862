'use client';

import { Skeleton } from '@mantine/core';
import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Overview } from '../../contract/overview.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyYet } from '../people/nobody.tsx';
import fleet from './fleet.module.css';
import styles from './home.module.css';
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

/** Devices that record come first, then those that need attention, then those at rest. */
const ORDER = [
  'live',
  'behind',
  'attention',
  'paused',
  'idle',
  'silent',
] as const satisfies readonly DeviceHealth[];

/** How many devices are in which state, but for states that none is in; a click leads to them. */
function HealthTiles({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const counts = new Map(overview.health.map(({ health, count }) => [health, count]));
  return (
    <ul className={fleet['tiles']} aria-label={t('health')}>
      {ORDER.filter((health) => (counts.get(health) ?? 0) > 0).map((health) => (
        <li key={health} className={fleet['tile']}>
          <strong>{format.number(counts.get(health) ?? 0)}</strong>
          <PortalLink className={fleet['opens']} href={`/devices?health=${health}`}>
            <StateBadge state={STATES.device[health]} />
          </PortalLink>
        </li>
      ))}
    </ul>
  );
}
