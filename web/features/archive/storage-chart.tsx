import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { StorageHistory } from '../../contract/archive.ts';
import { CHART, chartAreas, STACKED } from './chart-areas.ts';
import { diskShares } from './disk-shares.ts';
import styles from './storage-chart.module.css';

const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
const LINES = [0.25, 0.5, 0.75] as const;
const DAY = 86_400_000_000;

/** What filled the disk, over time: the colours are those of the bar above. */
export function StorageChart({ history }: { readonly history: StorageHistory }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  const last = history.points.at(-1);
  if (last === undefined || history.points.length < 2) {
    return <p className={styles['empty']}>{t('historyEmpty')}</p>;
  }
  const areas = chartAreas(history);
  const free = diskShares(last).free;
  const size = (bytes: number) => formatBytes(bytes, locale);
  const label = t('historyLabel', {
    used: size(last.totalBytes - free),
    total: size(last.totalBytes),
    free: size(free),
  });
  return (
    <div className={styles['chart']}>
      <div className={styles['scale']} aria-hidden="true">
        <span>{size(last.totalBytes)}</span>
        <span>{size(last.totalBytes / 2)}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${CHART.width} ${CHART.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {LINES.map((share) => (
          <path
            key={share}
            className={styles['line']}
            d={`M0,${CHART.height * share}h${CHART.width}`}
          />
        ))}
        {STACKED.map((part) => (
          <path key={part} data-part={part} d={areas[part]} />
        ))}
      </svg>
      <TimeScale history={history} />
    </div>
  );
}

function TimeScale({ history: { from, to } }: { readonly history: StorageHistory }) {
  const format = useFormatter();
  const isDays = to - from > 2 * DAY;
  return (
    <div className={styles['times']} aria-hidden="true">
      {TICKS.map((share) => (
        <span key={share}>
          {format.dateTime(
            new Date((from + (to - from) * share) / 1000),
            isDays
              ? { weekday: 'short', day: 'numeric' }
              : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
          )}
        </span>
      ))}
    </div>
  );
}
