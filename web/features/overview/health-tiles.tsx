import { useFormatter, useTranslations } from 'next-intl';
import type { DeviceHealth } from '../../contract/devices.ts';
import type { Overview } from '../../contract/overview.ts';
import { HealthBadge } from '../devices/health-badge.tsx';
import styles from './overview.module.css';

/** What is going on comes first, then what needs an eye, then what rests. */
const ORDER = [
  'live',
  'behind',
  'attention',
  'paused',
  'idle',
  'silent',
] as const satisfies readonly DeviceHealth[];

/** How many devices are in which state. */
export function HealthTiles({ overview }: { readonly overview: Overview }) {
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
            <HealthBadge health={health} />
          </li>
        );
      })}
    </ul>
  );
}
