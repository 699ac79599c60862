'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { sortOf } from '../../contract/sort.ts';
import type { TeamSummary } from '../../contract/teams.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { useList } from '../format/use-list.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import styles from './teams-view.module.css';

interface TeamsTableProps {
  readonly teams: readonly TeamSummary[];
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

const ORDERS = sortOf(['team', 'members']);
const VALUES = {
  team: ({ name }: TeamSummary) => name,
  members: ({ members }: TeamSummary) => members,
};

export function TeamsTable({ teams, openId, onOpen }: TeamsTableProps) {
  const t = useTranslations('teams');
  const { rows, sort } = useSortedRows(teams, { orders: ORDERS, values: VALUES });
  return (
    <ListTable
      label={t('title')}
      columns={[
        { id: 'team', title: t('team'), sorts: 'ascending' },
        { id: 'members', title: t('members'), sorts: 'descending' },
        { id: 'managers', title: t('managers') },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      sort={sort}
      isSelected={({ id }) => id === openId}
      cells={(team) => <TeamCells team={team} onOpen={() => onOpen(team.id)} />}
    />
  );
}

interface TeamCellsProps {
  readonly team: TeamSummary;
  readonly onOpen: () => void;
}

function TeamCells({ team: { id, name, members, managers }, onOpen }: TeamCellsProps) {
  const t = useTranslations('teams');
  const list = useList();
  return (
    <>
      <td>
        <UnstyledButton
          className={styles['open']}
          aria-haspopup="dialog"
          title={t('openDetails', { name })}
          onClick={onOpen}
        >
          {name}
        </UnstyledButton>{' '}
        <WaitingMark subject={`team:${id}`} />
      </td>
      <td className={styles['quiet']}>{t('memberCount', { count: members })}</td>
      <td className={styles['quiet']}>
        {managers.length === 0 ? t('noManagers') : list(managers.map((manager) => manager.name))}
      </td>
    </>
  );
}
