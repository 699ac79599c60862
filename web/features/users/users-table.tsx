'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { UserSummary } from '../../contract/users.ts';
import { useNow } from '../format/use-now.ts';
import { UserCells } from './user-cells.tsx';

const COLUMNS = [
  { id: 'account', sorts: 'ascending' },
  { id: 'role', sorts: 'ascending' },
  { id: 'scope' },
  { id: 'status', sorts: 'ascending' },
  { id: 'lastSignIn', sorts: 'descending' },
] as const satisfies readonly Omit<Column, 'title'>[];
const REFRESH_MS = 30_000;

interface UsersTableProps {
  readonly users: readonly UserSummary[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

export function UsersTable({ users, sort, hasMore, openId, onOpen }: UsersTableProps) {
  const t = useTranslations('users');
  const now = useNow(REFRESH_MS);
  return (
    <ListTable
      label={t('title')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={users}
      keyOf={({ id }) => id}
      sort={sort}
      hasMore={hasMore}
      isSelected={({ id }) => id === openId}
      cells={(user) => <UserCells user={user} now={now} onOpen={() => onOpen(user.id)} />}
    />
  );
}
