import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Overview } from '../../contract/overview.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import styles from './overview.module.css';

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
export function HealthTiles({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const counts = new Map(overview.health.map(({ health, count }) => [health, count]));
  return (
    <ul className={styles['tiles']} aria-label={t('health')}>
      {ORDER.filter((health) => (counts.get(health) ?? 0) > 0).map((health) => (
        <li key={health} className={styles['tile']}>
          <strong>{format.number(counts.get(health) ?? 0)}</strong>
          <PortalLink className={styles['opens']} href={`/devices?health=${health}`}>
            <StateBadge state={STATES.device[health]} />
          </PortalLink>
        </li>
      ))}
    </ul>
  );
}
