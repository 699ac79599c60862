'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import type { TeamSummary } from '../../contract/teams.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { useList } from '../format/use-list.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './teams-view.module.css';

interface TeamsTableProps {
  readonly teams: readonly TeamSummary[];
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function TeamsTable({ teams, openId, onOpen }: TeamsTableProps) {
  const t = useTranslations('teams');
  return (
    <SortedTable
      label={t('title')}
      columns={useColumns(onOpen)}
      rows={teams}
      keyOf={({ id }) => id}
      isSelected={({ id }) => id === openId}
    />
  );
}

function useColumns(onOpen: TeamsTableProps['onOpen']): Column<TeamSummary>[] {
  const t = useTranslations('teams');
  const list = useList();
  return [
    {
      id: 'team',
      title: t('team'),
      sorts: 'ascending',
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <>
          <UnstyledButton
            className={styles['open']}
            aria-haspopup="dialog"
            title={t('openDetails', { name })}
            onClick={() => onOpen(id)}
          >
            {name}
          </UnstyledButton>{' '}
          <WaitingMark subject={`team:${id}`} />
        </>
      ),
    },
    {
      id: 'members',
      title: t('members'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ members }) => members,
      cell: ({ members }) => t('memberCount', { count: members }),
    },
    {
      id: 'managers',
      title: t('managers'),
      className: styles['quiet'],
      cell: ({ managers }) =>
        managers.length === 0 ? t('noManagers') : list(managers.map(({ name }) => name)),
    },
  ];
}
