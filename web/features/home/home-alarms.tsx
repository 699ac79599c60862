'use client';

import { IconAlertOctagon } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import alarms from '../archive/alarm-list.module.css';
import { AlarmList } from '../archive/alarm-list.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';
import { ControlAlarm } from '../control/control-alarm.tsx';
import styles from './fleet.module.css';
import { useOverview } from './use-overview.ts';

interface HomeAlarmsProps {
  /** The archive and the disk are the system's. */
  readonly isSystem: boolean;
  /** What waits for a second person. */
  readonly isToldOfControl: boolean;
}

/** What somebody must do something about, before anything else is read. */
export function HomeAlarms({ isSystem, isToldOfControl }: HomeAlarmsProps) {
  const { data } = useOverview();
  return (
    <div className={styles['alarms']}>
      {data !== undefined && data.contradicted > 0 ? (
        <HistoryAlarm devices={data.contradicted} />
      ) : null}
      {data !== undefined && data.pausedReleases.length > 0 ? (
        <ReleaseAlarm versions={data.pausedReleases} />
      ) : null}
      {isToldOfControl ? <ControlAlarm /> : null}
      {isSystem ? <ArchiveAlarms /> : null}
    </div>
  );
}

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
