'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { SideDrawer } from '../../components/side-drawer.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { DevicePolicySection } from '../policies/device-policy-section.tsx';
import { DeviceActions } from './device-actions.tsx';
import { DeviceFactList } from './device-fact-list.tsx';
import { DeviceJournalSection } from './device-journal-section.tsx';
import { DeviceProblems } from './device-problems.tsx';
import { DuplicatesSection } from './duplicates-section.tsx';

interface DeviceDrawerProps {
  readonly device: DeviceSummary | null;
  /** The server's time, from which all ages are counted. */
  readonly now: number;
  readonly onClose: () => void;
}

export function DeviceDrawer({ device, now, onClose }: DeviceDrawerProps) {
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
