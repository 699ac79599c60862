import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { DeviceHealth } from '../../contract/devices.ts';
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

interface HealthTilesProps {
  readonly overview: Overview;
  /** The list of devices is not for everybody. */
  readonly canOpen: boolean;
}

/** How many devices are in which state; a click leads to them. */
export function HealthTiles({ overview, canOpen }: HealthTilesProps) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const counts = new Map(overview.health.map(({ health, count }) => [health, count]));
  return (
    <ul className={styles['tiles']} aria-label={t('health')}>
      {ORDER.map((health) => {
        const count = counts.get(health) ?? 0;
        return (
          <li key={health} className={styles['tile']} data-empty={count === 0}>
            <strong>{format.number(count)}</strong>
            {canOpen && count > 0 ? (
              <PortalLink className={styles['opens']} href={`/devices?health=${health}`}>
                <StateBadge state={STATES.device[health]} />
              </PortalLink>
            ) : (
              <StateBadge state={STATES.device[health]} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
