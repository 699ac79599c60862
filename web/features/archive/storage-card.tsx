import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { ArchiveStatus, StorageForecast } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { DiskBar } from './disk-bar.tsx';
import styles from './storage-card.module.css';
import { useStorageFacts } from './use-storage-facts.ts';

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
  const use = { ...forecast, hotBytes: stored.hot.bytes, archivedBytes: stored.archived.bytes };
  return (
    <Card title={t('disk')} aside={<StateBadge state={STATES.disk[forecast.level]} />}>
      <HoursLeft forecast={forecast} />
      <DiskBar use={use} />
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
  const { hoursLeft, level } = forecast;
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
