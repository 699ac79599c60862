'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { DeviceSummary } from '../../contract/devices.ts';
import { DeviceCells } from './device-cells.tsx';
import type { ServerFacts } from './server-facts.ts';

interface DevicesTableProps {
  readonly devices: readonly DeviceSummary[];
  readonly facts: ServerFacts;
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

/** Health is judged anew each moment and by more than the database holds: it is filtered, not sorted. */
const COLUMNS = [
  { id: 'device', sorts: 'ascending' },
  { id: 'person', sorts: 'ascending' },
  { id: 'health' },
  { id: 'lastFrame', sorts: 'descending' },
  { id: 'backlog', sorts: 'descending' },
  { id: 'version', sorts: 'descending' },
  { id: 'policy', sorts: 'descending' },
  { id: 'clock', sorts: 'descending' },
] as const satisfies readonly Omit<Column, 'title'>[];

export function DevicesTable(props: DevicesTableProps) {
  const { devices, facts, sort, hasMore, openId, onOpen } = props;
  const t = useTranslations('devices');
  return (
    <ListTable
      label={t('title')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={devices}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      isSelected={({ id }) => id === openId}
      cells={(device) => (
        <DeviceCells device={device} facts={facts} onOpen={() => onOpen(device.id)} />
      )}
    />
  );
}
