'use client';

import { Button, Stack, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDeviceDesktopPlus, IconDeviceDesktopSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { MessageState } from '../../components/message-state.tsx';
import { SideDrawer } from '../../components/side-drawer.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { DEVICE_ROUTES, type DeviceSummary } from '../../contract/devices.ts';
import { useRoute } from '../api/use-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { DevicePolicySection } from '../policies/device-policy-section.tsx';
import { DeviceActions } from './device-actions.tsx';
import { DeviceFactList } from './device-fact-list.tsx';
import { DeviceJournalSection } from './device-journal-section.tsx';
import { DeviceProblems } from './device-problems.tsx';
import { DevicesTable } from './devices-table.tsx';
import styles from './devices-view.module.css';
import { DuplicatesSection } from './duplicates-section.tsx';
import { useDeviceSort, useDevices } from './use-devices.ts';
import { WaitingDeviceList } from './waiting-device-list.tsx';

/** A word is typed in less than this between its letters. */
const SEARCH_AFTER_MS = 250;
const REFRESH_MS = 5_000;

export function DevicesPanel({ onEnrol }: { readonly onEnrol: () => void }) {
  const t = useTranslations();
  const [retired, setRetired] = useQueryParam('retired');
  const [q, setQ] = useQueryParam('q');
  const [health, setHealth] = useQueryParam('health');
  const [search] = useDebouncedValue(q.trim(), SEARCH_AFTER_MS);
  const isFiltered = search !== '' || health !== '';
  const sort = useDeviceSort();
  const devices = useDevices({ q: search, health, withRetired: retired === 'with' }, sort.by);
  const [openId, setOpenId] = useQueryParam('device');
  const all = rowsOfPages(devices.data?.pages, ({ id }) => id);
  const first = devices.data?.pages[0];
  const linked = useLinkedDevice(openId);
  const open = all.find(({ id }) => id === openId) ?? linked ?? null;
  if (first === undefined) {
    const skeleton = <TableSkeleton columns={7} label={t('common.loading')} />;
    return <QueryFallback query={devices} skeleton={skeleton} />;
  }
  return (
    <>
      <WaitingDeviceList />
      <div className={styles['bar']}>
        <p>{t('devices.refreshed')}</p>
        <Switch
          size="xs"
          label={t('devices.showRetired')}
          checked={retired === 'with'}
          onChange={(event) => setRetired(event.currentTarget.checked ? 'with' : '')}
        />
      </div>
      {all.length === 0 && isFiltered ? (
        <NoDeviceFound
          onClear={() => {
            setQ('');
            setHealth('');
          }}
        />
      ) : all.length === 0 ? (
        <MessageState
          icon={<IconDeviceDesktopPlus size={22} />}
          title={t('devices.emptyTitle')}
          actions={<Button onClick={onEnrol}>{t('devices.tabTokens')}</Button>}
        >
          <p>{t('devices.emptyText')}</p>
        </MessageState>
      ) : (
        <DevicesTable
          now={first.now}
          sort={sort}
          openId={openId}
          devices={all}
          hasMore={devices.hasNextPage}
          onOpen={setOpenId}
        />
      )}
      <MorePages list={devices} byScroll />
      <DeviceDrawer device={open} now={first.now} onClose={() => setOpenId('')} />
    </>
  );
}

function NoDeviceFound({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslations('devices');
  return (
    <MessageState
      role="status"
      icon={<IconDeviceDesktopSearch size={22} />}
      title={t('noneTitle')}
      actions={
        <Button variant="default" onClick={onClear}>
          {t('showAll')}
        </Button>
      }
    >
      <p>{t('noneText')}</p>
    </MessageState>
  );
}

/** The device of a link, which may stand on no page that is loaded, or be retired. None for ''. */
function useLinkedDevice(device: string) {
  const { data } = useRoute(
    DEVICE_ROUTES.listDevices,
    { device, retired: 'with' },
    { enabled: device !== '', refetchInterval: REFRESH_MS },
  );
  return data?.items[0];
}

interface DeviceDrawerProps {
  readonly device: DeviceSummary | null;
  /** The server's time, from which all ages are counted. */
  readonly now: number;
  readonly onClose: () => void;
}

function DeviceDrawer({ device, now, onClose }: DeviceDrawerProps) {
  const t = useTranslations('devices');
  // The drawer slides away with its last content.
  const last = useRef(device);
  if (device !== null) last.current = device;
  const shown = device ?? last.current;
  return (
    <SideDrawer opened={device !== null} onClose={onClose} title={shown?.hostname ?? t('details')}>
      {shown === null ? null : (
        <Stack gap={20}>
          <div>
            <StateBadge state={STATES.device[shown.health]} />
            <p style={{ margin: '8px 0 0', color: 'var(--wc-dim)' }}>
              {t(`explain.${shown.health}`)}
            </p>
          </div>
          <DeviceProblems device={shown} now={now} />
          <DuplicatesSection device={shown} />
          <DeviceFactList device={shown} now={now} />
          <DeviceJournalSection device={shown.id} />
          <DevicePolicySection device={shown.id} />
          <DeviceActions device={shown} />
        </Stack>
      )}
    </SideDrawer>
  );
}
