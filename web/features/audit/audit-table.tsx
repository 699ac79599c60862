'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { AuditEntry } from '../../contract/audit.ts';
import { ZoneName } from '../format/zone-name.tsx';
import type { AuditFilters } from './audit-filters.ts';
import { AuditRow } from './audit-row.tsx';

const COLUMNS = ['time', 'actor', 'action', 'object', 'number'] as const;

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly onFilter: (name: keyof AuditFilters, value: string) => void;
}

export function AuditTable({ entries, onFilter }: AuditTableProps) {
  const t = useTranslations('audit');
  return (
    <DataTable label={t('title')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(column)}
              {column === 'time' ? <ZoneName /> : null}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow
            key={entry.seq}
            entry={entry}
            onActor={(id) => onFilter('user', id)}
            onSubject={(subject) => onFilter('subject', subject)}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
