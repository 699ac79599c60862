'use client';

import type { DeviceId } from '@workcompanion/core/ids';
import { useFormatter, useTranslations } from 'next-intl';
import type { DeviceJournal } from '../../contract/device-journal.ts';
import { DEVICE_ROUTES } from '../../contract/devices.ts';
import { useRoute } from '../api/use-route.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useDuration } from '../format/use-duration.ts';
import problem from './device-problems.module.css';
import styles from './device-section.module.css';

const REFRESH_MS = 10_000;

/** Whether all that the device has numbered has come, and what has not. */
export function DeviceJournalSection({ device }: { readonly device: DeviceId }) {
  const t = useTranslations('devices');
  const format = useFormatter();
  const { data, error, refetch } = useRoute(
    DEVICE_ROUTES.readDeviceJournal,
    { device },
    { refetchInterval: REFRESH_MS },
  );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { received, missing, lost, damages, clockDoubts } = data;
  const told = missing > 0 ? 'journalHoles' : lost > 0 ? 'journalLost' : 'journalWhole';
  return (
    <section className={styles['section']}>
      <h3>{t('journal')}</h3>
      <p>
        {received === 0
          ? t('journalEmpty')
          : t(told, {
              count: received,
              lost,
              received: format.number(received),
              missing: format.number(missing),
            })}
      </p>
      {missing === 0 ? null : <Holes journal={data} />}
      {damages.length === 0 ? null : <Damages journal={data} />}
      {clockDoubts.length === 0 ? null : <ClockDoubts journal={data} />}
    </section>
  );
}

function Holes({ journal }: { readonly journal: DeviceJournal }) {
  const t = useTranslations('devices');
  const { ago } = useDuration();
  const { holes, missing, now, waitingSegments } = journal;
  const unlisted = missing - holes.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    <div className={problem['problem']}>
      <h3>{t('missingTitle')}</h3>
      <p>
        {waitingSegments === 0 ? t('missingText') : t('missingWaiting', { count: waitingSegments })}
      </p>
      <ul>
        {holes.map(({ from, to, since }) => (
          <li key={from}>
            <span>
              {to - from === 1
                ? t('parkedEntry', { index: from })
                : t('holeOf', { from, to: to - 1, count: to - from })}
            </span>
            <span>{t('holeSince', { age: ago(now - since) })}</span>
          </li>
        ))}
      </ul>
      {unlisted === 0 ? null : <p>{t('holesMore', { count: unlisted })}</p>}
    </div>
  );
}

function Damages({ journal: { damages } }: { readonly journal: DeviceJournal }) {
  const t = useTranslations('devices');
  const format = useFormatter();
  return (
    <div className={problem['problem']}>
      <h3>{t('damagesTitle')}</h3>
      <p>{t('damagesText')}</p>
      <ul>
        {damages.map(({ index, at, cause, first, last, missing }) => (
          <li key={index}>
            <span>
              {format.dateTime(new Date(at / 1000), { dateStyle: 'medium', timeStyle: 'short' })}
            </span>
            <span>
              {t(`damageCause.${cause}`)}
              {' · '}
              {missing === 0
                ? t('damageWhole')
                : t('damageMissing', { count: missing, first: first ?? 0, last: last ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ClockDoubts({ journal: { clockDoubts } }: { readonly journal: DeviceJournal }) {
  const t = useTranslations('devices');
  const { duration } = useDuration();
  return (
    <div className={problem['problem']}>
      <h3>{t('doubtsTitle')}</h3>
      <p>{t('doubtsText')}</p>
      <ul>
        {clockDoubts.map(({ kind, entries, first, last, most }) => (
          <li key={kind}>
            <span>{t('holeOf', { from: first, to: last, count: entries })}</span>
            <span>{t(`doubtKind.${kind}`, { most: duration(most) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
