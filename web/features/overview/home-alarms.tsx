'use client';

import { Skeleton } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { OVERVIEW_ROUTES } from '../../contract/overview.ts';
import { useRoute } from '../api/use-route.ts';
import alarms from '../archive/alarm-list.module.css';
import { AlarmList } from '../archive/alarm-list.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';
import { ControlAlarm } from '../control/control-alarm.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyYet } from '../people/nobody.tsx';
import { ArchiveCards } from './archive-cards.tsx';
import { BacklogCard } from './backlog-card.tsx';
import { FramesCard } from './frames-card.tsx';
import { HealthTiles } from './health-tiles.tsx';
import styles from './overview.module.css';
import { WatchCard } from './watch-card.tsx';

const REFRESH_MS = 15_000;

interface OverviewViewProps {
  readonly canEnrol: boolean;
  /** The archive and the disk are the system's. */
  readonly isSystem: boolean;
  /** What waits for a second person. */
  readonly isToldOfControl: boolean;
}

/** How the recording goes, at a glance: what is fine is quiet, what is not is named. */
export function OverviewView({ canEnrol, isSystem, isToldOfControl }: OverviewViewProps) {
  const t = useTranslations('overview');
  const { data, isError, error, refetch } = useRoute(OVERVIEW_ROUTES.readOverview, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const aside =
    data === undefined || data.devices === 0
      ? null
      : t('count', { devices: data.devices, people: data.people });
  return (
    <>
      <PageHeader title={t('title')} aside={aside} />
      {data === undefined && isError ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && !isError ? <OverviewSkeleton /> : null}
      {data === undefined ? null : (
        <div className={styles['page']}>
          {data.contradicted > 0 ? <HistoryAlarm devices={data.contradicted} /> : null}
          {data.pausedReleases.length > 0 ? <ReleaseAlarm versions={data.pausedReleases} /> : null}
          {isToldOfControl ? <ControlAlarm /> : null}
          {isSystem ? <ArchiveAlarms /> : null}
          {data.devices === 0 ? (
            <NobodyYet canEnrol={canEnrol} />
          ) : (
            <>
              <HealthTiles overview={data} canOpen={canEnrol} />
              <div className={styles['pair']}>
                <FramesCard overview={data} />
                <BacklogCard overview={data} />
              </div>
              <WatchCard overview={data} />
            </>
          )}
          {isSystem ? <ArchiveCards /> : null}
        </div>
      )}
    </>
  );
}

function OverviewSkeleton() {
  return (
    <div className={styles['page']} aria-busy="true">
      <Skeleton height={74} />
      <div className={styles['pair']}>
        <Skeleton height={190} />
        <Skeleton height={190} />
      </div>
      <Skeleton height={220} />
    </div>
  );
}

/** What somebody must do about archive or disk, before anything else is read. */
function ArchiveAlarms() {
  const { data } = useArchiveStatus();
  return data === undefined ? null : <AlarmList alarms={data.alarms} />;
}

/** Computers keep another history than this server tells: before all else. */
function HistoryAlarm({ devices }: { readonly devices: number }) {
  const t = useTranslations('overview.history');
  return (
    <Alarm title={t('title', { devices })} text={t('text')}>
      <PortalLink href="/integrity">{t('link')}</PortalLink>
    </Alarm>
  );
}

/** Releases that were paused by themselves wait for somebody's decision. */
function ReleaseAlarm({ versions }: { readonly versions: readonly string[] }) {
  const t = useTranslations('releases.alarm');
  const format = useFormatter();
  return (
    <Alarm title={t('title', { versions: format.list(versions) })} text={t('text')}>
      <PortalLink href="/settings/releases">{t('link')}</PortalLink>
    </Alarm>
  );
}

interface AlarmProps {
  readonly title: string;
  readonly text: string;
  /** Where it can be looked into. */
  readonly children: ReactNode;
}

function Alarm({ title, text, children }: AlarmProps) {
  return (
    <div role="alert">
      <ul className={alarms['list']}>
        <li className={alarms['alarm']} data-tone="bad">
          <IconAlertOctagon size={18} aria-hidden="true" />
          <div>
            <strong>{title}</strong>
            <p>
              {text} {children}
            </p>
          </div>
        </li>
      </ul>
    </div>
  );
}
