'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { PolicySummary } from '../../contract/policies.ts';
import { sortOf } from '../../contract/sort.ts';
import { useDates } from '../format/use-dates.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import styles from './policies-view.module.css';

interface VersionsTableProps {
  readonly versions: readonly PolicySummary[];
  /** Those that are here are sorted only if they are all. */
  readonly hasMore: boolean;
  readonly open: number | null;
  readonly onOpen: (version: number) => void;
}

const COLUMNS = [
  { id: 'policy', sorts: 'descending' },
  { id: 'note' },
  { id: 'created', sorts: 'descending' },
  { id: 'by', sorts: 'ascending' },
  { id: 'devices', sorts: 'descending' },
] as const satisfies readonly Omit<Column, 'title'>[];

const ORDERS = sortOf(['policy', 'created', 'by', 'devices']);
const VALUES = {
  policy: ({ version }: PolicySummary) => version,
  created: ({ createdAt }: PolicySummary) => createdAt,
  by: ({ createdBy }: PolicySummary) => createdBy,
  devices: ({ devices }: PolicySummary) => devices,
};

/** Every version there ever was, the newest first. */
export function VersionsTable({ versions, hasMore, open, onOpen }: VersionsTableProps) {
  const t = useTranslations('policies');
  const { rows, sort } = useSortedRows(versions, { orders: ORDERS, values: VALUES });
  return (
    <ListTable
      label={t('versions')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={hasMore ? versions : rows}
      keyOf={({ version }) => version}
      {...(hasMore ? {} : { sort })}
      hasMore={hasMore}
      isSelected={({ version }) => version === open}
      cells={(policy) => <VersionCells policy={policy} onOpen={() => onOpen(policy.version)} />}
    />
  );
}

interface VersionCellsProps {
  readonly policy: PolicySummary;
  readonly onOpen: () => void;
}

function VersionCells({ policy, onOpen }: VersionCellsProps) {
  const t = useTranslations('policies');
  const dates = useDates();
  const { version, name, note, createdAt, createdBy, devices } = policy;
  return (
    <>
      <td>
        <UnstyledButton className={styles['open']} aria-haspopup="dialog" onClick={onOpen}>
          {t('versionName', { version, name: name || t('unnamed') })}
        </UnstyledButton>
      </td>
      <td className={styles['note']}>{note}</td>
      <td className={styles['quiet']}>{dates.moment(createdAt)}</td>
      <td className={styles['quiet']}>{createdBy ?? t('installation')}</td>
      <td className={styles['quiet']}>{t('deviceCount', { count: devices })}</td>
    </>
  );
}
