'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { UserSummary } from '../../contract/users.ts';
import { useNow } from '../format/use-now.ts';
import { UserRow } from './user-row.tsx';

const COLUMNS = ['account', 'role', 'scope', 'status', 'lastSignIn'] as const;
const REFRESH_MS = 30_000;

interface UsersTableProps {
  readonly users: readonly UserSummary[];
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function UsersTable({ users, openId, onOpen }: UsersTableProps) {
  const t = useTranslations('users');
  const now = useNow(REFRESH_MS);
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
        {users.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            now={now}
            isOpen={user.id === openId}
            onOpen={() => onOpen(user.id)}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
