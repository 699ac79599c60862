'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { DeviceSummary } from '../../contract/devices.ts';
import { DeviceRow } from './device-row.tsx';
import type { ServerFacts } from './server-facts.ts';

interface DevicesTableProps {
  readonly devices: readonly DeviceSummary[];
  readonly facts: ServerFacts;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

const COLUMNS = [
  'device',
  'person',
  'health',
  'lastFrame',
  'backlog',
  'version',
  'policy',
  'clock',
] as const;

export function DevicesTable({ devices, facts, openId, onOpen }: DevicesTableProps) {
  const t = useTranslations('devices');
  return (
    <DataTable label={t('title')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            facts={facts}
            isOpen={device.id === openId}
            onOpen={() => onOpen(device.id)}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
