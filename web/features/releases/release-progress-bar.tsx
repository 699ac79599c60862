import { useTranslations } from 'next-intl';
import type { ReleaseProgress, ReleaseSummary } from '../../contract/releases.ts';
import styles from './releases.module.css';

/** From done to not begun, then what went wrong. */
const PLACES = [
  'installed',
  'not-newer',
  'handed-over',
  'downloading',
  'offered',
  'waiting',
  'rolled-back',
  'failed',
  'refused',
] as const satisfies readonly (keyof ReleaseProgress)[];

/** How many devices are where; nothing before anybody was meant. */
export function ReleaseProgressBar({ release }: { readonly release: ReleaseSummary }) {
  const t = useTranslations('releases');
  const { progress, version } = release;
  const shown = PLACES.filter((place) => progress[place] > 0);
  if (shown.length === 0) return null;
  const told = shown.map((place) => t(`progress.${place}`, { count: progress[place] }));
  return (
    <div>
      <div
        className={styles['bar']}
        role="img"
        aria-label={t('progressOf', { version, told: told.join(', ') })}
      >
        {shown.map((place) => (
          <span key={place} data-place={place} style={{ flexGrow: progress[place] }} />
        ))}
      </div>
      <ul className={styles['legend']}>
        {shown.map((place, index) => (
          <li key={place} data-place={place}>
            {told[index]}
          </li>
        ))}
      </ul>
    </div>
  );
}
