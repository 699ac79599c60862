import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { ArchiveStatus, StorageForecast } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { DISK_PARTS, type DiskUse, diskShares } from './disk-shares.ts';
import styles from './storage-card.module.css';

/** How long the disk lasts, and what is on it. */
export function StorageCard({ status }: { readonly status: ArchiveStatus }) {
  const t = useTranslations('archive');
  const { forecast, stored } = status;
  if (forecast === null || stored === null) {
    return (
      <Card title={t('disk')}>
        <p className={styles['none']}>{t('noSample')}</p>
      </Card>
    );
  }
  const { freeBytes, totalBytes } = forecast;
  const stores = { hotBytes: stored.hot.bytes, archivedBytes: stored.archived.bytes };
  return (
    <Card title={t('disk')} aside={<StateBadge state={STATES.disk[forecast.level]} />}>
      <HoursLeft forecast={forecast} />
      {freeBytes === null || totalBytes === null ? null : (
        <DiskBar use={{ ...stores, freeBytes, totalBytes }} />
      )}
      <StorageFacts status={status} />
    </Card>
  );
}

const HOUR = 3_600_000_000;
/** Below, a figure would only frighten. */
const NONE_HOURS = 1 / 60;
/** Beyond, the figure says no more than "long". */
const LONG_HOURS = 365 * 24;

function HoursLeft({ forecast }: { readonly forecast: StorageForecast }) {
  const t = useTranslations('archive');
  const { duration } = useDuration();
  const { hoursLeft, level, freeBytes } = forecast;
  if (freeBytes === null) {
    return (
      <p className={styles['hours']}>
        <strong>{t('noEnd')}</strong> <span>{t('noEndText')}</span>
      </p>
    );
  }
  if (hoursLeft === null) {
    return (
      <p className={styles['hours']}>
        <strong>{t('idle')}</strong> <span>{t('idleText')}</span>
      </p>
    );
  }
  if (hoursLeft < NONE_HOURS) {
    return (
      <p className={styles['hours']} data-level={level}>
        <strong>{t('noRoom')}</strong>
      </p>
    );
  }
  return (
    <p className={styles['hours']} data-level={level}>
      <strong>{duration(Math.min(hoursLeft, LONG_HOURS) * HOUR)}</strong> <span>{t('left')}</span>
    </p>
  );
}

function StorageFacts({ status }: { readonly status: ArchiveStatus }) {
  return <FactList facts={useStorageFacts(status)} />;
}

/** Samples come each half minute; µs. */
const STALE_AFTER = 120_000_000;

/** What comes in, what could be freed, and what lies elsewhere. */
function useStorageFacts({ forecast, stored, now }: ArchiveStatus): readonly Fact[] {
  const t = useTranslations('archive');
  const locale = useLocale();
  const { ago } = useDuration();
  if (forecast === null || stored === null) return [];
  const size = (bytes: number) => formatBytes(bytes, locale);
  const words = ({ objects, bytes }: { readonly objects: number; readonly bytes: number }) =>
    t('storedWords', { objects, size: size(bytes) });
  const age = now - forecast.at;
  return [
    { label: t('inflow'), value: t('perHour', { size: size(forecast.bytesPerHour) }) },
    { label: t('reclaimable'), value: size(forecast.reclaimableBytes) },
    { label: t('cold'), value: words(stored.cold) },
    {
      label: t('quarantined'),
      value: words(stored.quarantined),
      tone: stored.quarantined.objects > 0 ? 'warn' : undefined,
    },
    ...(age > STALE_AFTER
      ? [{ label: t('disk'), value: t('stale', { ago: ago(age) }), tone: 'bad' as const }]
      : []),
  ];
}

/** One disk as one bar; its legend has the figures. */
function DiskBar({ use }: { readonly use: DiskUse }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  const shares = diskShares(use);
  return (
    <div className={styles['disk']}>
      <div className={styles['bar']} aria-hidden="true">
        {DISK_PARTS.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: shares[part] }} />
        ))}
      </div>
      <ul className={styles['legend']}>
        {DISK_PARTS.map((part) => (
          <li key={part}>
            <i data-part={part} aria-hidden="true" />
            {t(part)}
            <b>{formatBytes(shares[part], locale)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
