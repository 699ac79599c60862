'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { EnrolmentTokenSummary } from '../../contract/devices.ts';
import { useNow } from '../format/use-now.ts';
import { TokenRow } from './token-row.tsx';

const COLUMNS = ['label', 'person', 'used', 'created', 'expires', 'status'] as const;

export function TokensTable({ tokens }: { readonly tokens: readonly EnrolmentTokenSummary[] }) {
  const t = useTranslations('tokens');
  const now = useNow(10_000);
  return (
    <DataTable label={t('emptyTitle')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} now={now} />
        ))}
      </tbody>
    </DataTable>
  );
}
