'use client';

import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { Bulk } from '../../components/list-table/picks.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { DEVICE_ROUTES, type DeviceSummary } from '../../contract/devices.ts';
import { callRoute } from '../api/call-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { useBulk, useBulkAct } from '../lists/use-bulk.ts';
import styles from './devices-table.module.css';
import { platformName } from './platform-name.ts';
import { useClockWords } from './use-clock-words.ts';

interface DevicesTableProps {
  readonly devices: readonly DeviceSummary[];
  /** The server's time, from which all ages are counted. */
  readonly now: number;
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function DevicesTable(props: DevicesTableProps) {
  const { devices, now, sort, hasMore, openId, onOpen } = props;
  const t = useTranslations('devices');
  return (
    <ListTable
      label={t('title')}
      columns={useColumns(now, onOpen)}
      rows={devices}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      bulk={useDevicesBulk()}
      isSelected={({ id }) => id === openId}
    />
  );
}

/** Several computers go out of use at once. */
function useDevicesBulk(): Bulk<DeviceSummary> {
  const t = useTranslations('devices');
  const act = useBulkAct([DEVICE_ROUTES.listDevices]);
  const retire = (devices: readonly DeviceSummary[]): void =>
    void act({
      steps: devices.map(({ id: device }) => ({
        count: 1,
        run: () => callRoute(DEVICE_ROUTES.retireDevice, { device }, { keepalive: true }),
        undo: () => callRoute(DEVICE_ROUTES.reinstateDevice, { device }),
      })),
      done: (count) => t('retiredMany', { count }),
    });
  return useBulk(
    ({ hostname }) => hostname,
    (chosen, clear) => (
      <Button
        variant="default"
        leftSection={<IconArchive size={15} aria-hidden="true" />}
        disabled={!chosen.some(isInUse)}
        onClick={() => {
          retire(chosen.filter(isInUse));
          clear();
        }}
      >
        {t('retireConfirm')}
      </Button>
    ),
  );
}

const isInUse = ({ health }: DeviceSummary): boolean => health !== 'retired';

function useColumns(now: number, onOpen: (id: string) => void): Column<DeviceSummary>[] {
  const t = useTranslations();
  const { ago } = useDuration();
  const clockWords = useClockWords();
  return [
    {
      id: 'device',
      title: t('devices.device'),
      sorts: 'ascending',
      cell: (device) => <NameCell device={device} onOpen={onOpen} />,
    },
    {
      id: 'person',
      title: t('devices.person'),
      sorts: 'ascending',
      cell: ({ person }) => person.name,
    },
    {
      // Judged anew each moment and by more than the database holds: it is filtered, not sorted.
      id: 'health',
      title: t('devices.health'),
      cell: ({ health }) => <StateBadge state={STATES.device[health]} />,
    },
    {
      id: 'lastFrame',
      title: t('devices.lastFrame'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ lastFrameAt }) =>
        lastFrameAt === null ? t('common.never') : ago(now - lastFrameAt),
    },
    {
      id: 'backlog',
      title: t('devices.backlog'),
      sorts: 'descending',
      cell: (device) => <BacklogCell device={device} now={now} />,
    },
    {
      id: 'version',
      title: t('devices.version'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ recorderVersion }) => recorderVersion,
    },
    {
      id: 'policy',
      title: t('devices.policy'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ policyVersion: version, assignedPolicyVersion: current }) => {
        if (version === 0) return t('devices.policyNone');
        return version === current
          ? t('devices.policyCurrent', { version })
          : t('devices.policyOld', { version, current });
      },
    },
    {
      id: 'clock',
      title: t('devices.clock'),
      sorts: 'descending',
      className: ({ clockOffset }) => styles[clockWords(clockOffset).isOff ? 'wrong' : 'quiet'],
      cell: ({ clockOffset }) => clockWords(clockOffset).text,
    },
  ];
}

interface NameCellProps {
  readonly device: DeviceSummary;
  readonly onOpen: (id: string) => void;
}

function NameCell({ device: { id, hostname, platform }, onOpen }: NameCellProps) {
  const t = useTranslations('devices');
  return (
    <>
      <UnstyledButton
        className={styles['open']}
        onClick={() => onOpen(id)}
        aria-haspopup="dialog"
        title={t('openDetails', { hostname })}
      >
        {hostname}
      </UnstyledButton>
      <span className={styles['sub']}>{platformName(platform)}</span>
    </>
  );
}

interface BacklogCellProps {
  readonly device: Pick<DeviceSummary, 'backlog' | 'parked' | 'missingEntries'>;
  readonly now: number;
}

/** What waits on the device, and below it what the server refused or misses. */
function BacklogCell({ device, now }: BacklogCellProps) {
  const t = useTranslations('devices');
  const locale = useLocale();
  const { ago } = useDuration();
  const { backlog, parked, missingEntries } = device;
  return (
    <div className={styles['backlog']}>
      {backlog.segments === 0 ? (
        <span className={styles['quiet']}>{t('noBacklog')}</span>
      ) : (
        <>
          <span>{t('backlogSegments', { count: backlog.segments })}</span>
          <span className={styles['sub']}>
            {backlog.oldest === null
              ? formatBytes(backlog.bytes, locale)
              : t('backlogDetail', {
                  size: formatBytes(backlog.bytes, locale),
                  age: ago(now - backlog.oldest),
                })}
          </span>
        </>
      )}
      {parked.length === 0 ? null : (
        <span className={styles['bad']}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          {t('parkedCount', { count: parked.length })}
        </span>
      )}
      {missingEntries === 0 ? null : (
        <span className={styles['bad']}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          {t('missingCount', { count: missingEntries })}
        </span>
      )}
    </div>
  );
}
