'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { PolicySummary } from '../../contract/policies.ts';
import { useDates } from '../format/use-dates.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './policies-view.module.css';

interface VersionsTableProps {
  readonly versions: readonly PolicySummary[];
  /** Those that are here are sorted only if they are all. */
  readonly hasMore: boolean;
  readonly open: number | null;
  readonly onOpen: (version: number) => void;
}

/** Every version there ever was, the newest first. */
export function VersionsTable({ versions, hasMore, open, onOpen }: VersionsTableProps) {
  const t = useTranslations('policies');
  const table = {
    label: t('versions'),
    columns: useColumns(onOpen),
    rows: versions,
    keyOf: ({ version }: PolicySummary) => version,
    isSelected: ({ version }: PolicySummary) => version === open,
  };
  return hasMore ? <ListTable {...table} hasMore /> : <SortedTable {...table} />;
}

function useColumns(onOpen: (version: number) => void): Column<PolicySummary>[] {
  const t = useTranslations('policies');
  const dates = useDates();
  return [
    {
      id: 'policy',
      title: t('policy'),
      sorts: 'descending',
      value: ({ version }) => version,
      cell: ({ version, name }) => (
        <UnstyledButton
          className={styles['open']}
          aria-haspopup="dialog"
          onClick={() => onOpen(version)}
        >
          {t('versionName', { version, name: name || t('unnamed') })}
        </UnstyledButton>
      ),
    },
    {
      id: 'note',
      title: t('note'),
      className: styles['note'],
      cell: ({ note }) => note,
    },
    {
      id: 'created',
      title: t('created'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => dates.moment(createdAt),
    },
    {
      id: 'by',
      title: t('by'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ createdBy }) => createdBy,
      cell: ({ createdBy }) => createdBy ?? t('installation'),
    },
    {
      id: 'devices',
      title: t('devices'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ devices }) => devices,
      cell: ({ devices }) => t('deviceCount', { count: devices }),
    },
  ];
}
