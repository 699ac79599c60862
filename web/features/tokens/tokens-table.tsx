'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { EnrolmentTokenSummary } from '../../contract/devices.ts';
import { sortOf } from '../../contract/sort.ts';
import { useNow } from '../format/use-now.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import { TokenCells } from './token-cells.tsx';

const COLUMNS = [
  { id: 'label', sorts: 'ascending' },
  { id: 'person', sorts: 'ascending' },
  { id: 'used', sorts: 'descending' },
  { id: 'created', sorts: 'descending' },
  { id: 'expires', sorts: 'ascending' },
  { id: 'status', sorts: 'ascending' },
  { id: 'revoke', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

const ORDERS = sortOf(['label', 'person', 'used', 'created', 'expires', 'status']);
/** What can still be used comes first. */
const STATUSES = ['active', 'used-up', 'expired', 'revoked'] as const;
const VALUES = {
  label: ({ label }: EnrolmentTokenSummary) => label,
  person: ({ person }: EnrolmentTokenSummary) => person?.name ?? null,
  used: ({ uses }: EnrolmentTokenSummary) => uses,
  created: ({ createdAt }: EnrolmentTokenSummary) => createdAt,
  expires: ({ expiresAt }: EnrolmentTokenSummary) => expiresAt,
  status: ({ status }: EnrolmentTokenSummary) => STATUSES.indexOf(status),
};

export function TokensTable({ tokens }: { readonly tokens: readonly EnrolmentTokenSummary[] }) {
  const t = useTranslations('tokens');
  const now = useNow(10_000);
  const { rows, sort } = useSortedRows(tokens, { orders: ORDERS, values: VALUES, param: 'tokens' });
  return (
    <ListTable
      label={t('emptyTitle')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={rows}
      keyOf={({ id }) => id}
      sort={sort}
      cells={(token) => <TokenCells token={token} now={now} />}
    />
  );
}
