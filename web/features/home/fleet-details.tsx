'use client';

import { Skeleton } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { Overview } from '../../contract/overview.ts';
import { RunCard } from '../archive/run-card.tsx';
import { StorageCard } from '../archive/storage-card.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useDuration } from '../format/use-duration.ts';
import fleet from './fleet.module.css';
import home from './home.module.css';
import { useOverview } from './use-overview.ts';

interface FleetDetailsProps {
  /** The archive and the disk are the system's. */
  readonly isSystem: boolean;
}

/** Where the recordings are: on computers, on this server, in the archive. */
export function FleetDetails({ isSystem }: FleetDetailsProps) {
  const t = useTranslations('overview');
  const { data } = useOverview();
  const hasDevices = data !== undefined && data.devices > 0;
  if (!hasDevices && !isSystem) return null;
  return (
    <section className={home['section']} aria-labelledby="home-storage">
      <div className={home['head']}>
        <h2 id="home-storage">{t('storage')}</h2>
      </div>
      {hasDevices ? (
        <div className={home['pair']}>
          <FramesCard overview={data} />
          <BacklogCard overview={data} />
        </div>
      ) : null}
      {isSystem ? <ArchiveCards /> : null}
    </section>
  );
}

/** What the archive does, and how long the disk lasts. */
function ArchiveCards() {
  const { data, isError, error, refetch } = useArchiveStatus();
  if (data === undefined) {
    return isError ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton height={220} />
    );
  }
  return (
    <div className={home['pair']}>
      <RunCard status={data} />
      <StorageCard status={data} />
    </div>
  );
}

/** Devices by the age of the last frame that the server holds and has proved. */
function FramesCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { frames, devices } = overview;
  return (
    <Card title={t('frames')}>
      <div className={fleet['bar']} aria-hidden="true">
        {frames.map(({ age, count }) => (
          <i key={age} data-age={age} style={{ flexGrow: count }} hidden={count === 0} />
        ))}
      </div>
      <ul className={fleet['ages']}>
        {frames.map(({ age, count }) => (
          <li key={age} data-empty={count === 0}>
            <i data-age={age} aria-hidden="true" />
            <span>{t(`ages.${age}`)}</span>
            <b>{format.number(count)}</b>
            <small>
              {format.number(devices === 0 ? 0 : Math.floor((count / devices) * 1000) / 1000, {
                style: 'percent',
                maximumFractionDigits: 1,
              })}
            </small>
          </li>
        ))}
      </ul>
      <p className={fleet['hint']}>{t('framesHint')}</p>
    </Card>
  );
}

/** What is recorded and still on the computers, and what will not come by itself. */
function BacklogCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const locale = useLocale();
  const { ago } = useDuration();
  const { backlog, holes, parked, now } = overview;
  return (
    <Card title={t('backlog')}>
      <p className={fleet['figure']}>
        <strong>{formatBytes(backlog.bytes, locale)}</strong>
        <span>{t('backlogOf', { segments: backlog.segments, devices: backlog.devices })}</span>
      </p>
      <FactList
        facts={[
          {
            label: t('oldest'),
            value: backlog.oldest === null ? t('nothingWaits') : ago(now - backlog.oldest),
          },
          {
            label: t('parked'),
            hint: t('parkedHint'),
            value: format.number(parked),
            tone: parked === 0 ? 'ok' : 'bad',
          },
          {
            label: t('holes'),
            hint: t('holesHint'),
            value: format.number(holes),
            tone: holes === 0 ? 'ok' : 'bad',
          },
        ]}
      />
    </Card>
  );
}
