'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { TeamSummary } from '../../contract/teams.ts';
import { useList } from '../format/use-list.ts';
import styles from './teams-view.module.css';

interface TeamsTableProps {
  readonly teams: readonly TeamSummary[];
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function TeamsTable({ teams, openId, onOpen }: TeamsTableProps) {
  const t = useTranslations('teams');
  const list = useList();
  return (
    <DataTable label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('team')}</th>
          <th scope="col">{t('members')}</th>
          <th scope="col">{t('managers')}</th>
        </tr>
      </thead>
      <tbody>
        {teams.map(({ id, name, members, managers }) => (
          <tr key={id} data-selected={id === openId}>
            <td>
              <UnstyledButton
                className={styles['open']}
                aria-haspopup="dialog"
                title={t('openDetails', { name })}
                onClick={() => onOpen(id)}
              >
                {name}
              </UnstyledButton>
            </td>
            <td className={styles['quiet']}>{t('memberCount', { count: members })}</td>
            <td className={styles['quiet']}>
              {managers.length === 0
                ? t('noManagers')
                : list(managers.map((manager) => manager.name))}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
