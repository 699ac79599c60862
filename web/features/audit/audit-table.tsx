'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { useOnPaper } from '../../components/list-table/use-on-paper.ts';
import type { AuditEntry } from '../../contract/audit.ts';
import { ZoneName } from '../format/zone-name.tsx';
import { AuditCells } from './audit-cells.tsx';
import { AuditDetails } from './audit-details.tsx';
import type { AuditFilters } from './audit-filters.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly onFilter: (name: keyof AuditFilters, value: string) => void;
}

/** The log; what an entry says in full stands below it where it is opened, and on paper below each. */
export function AuditTable({ entries, sort, hasMore, onFilter }: AuditTableProps) {
  const t = useTranslations('audit');
  const isOnPaper = useOnPaper();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const columns: Column[] = [
    { id: 'time', title: t('time'), aside: <ZoneName />, sorts: 'descending' },
    { id: 'actor', title: t('actor') },
    { id: 'action', title: t('action') },
    { id: 'object', title: t('object') },
    { id: 'number', title: t('number') },
    { id: 'details', title: t('details'), head: '' },
  ];
  return (
    <ListTable
      label={t('title')}
      columns={columns}
      rows={entries}
      keyOf={({ seq }) => seq}
      sort={sort}
      hasMore={hasMore}
      cells={(entry) => (
        <AuditCells
          entry={entry}
          isOpen={opened.has(entry.seq)}
          onToggle={() => setOpened(toggled(opened, entry.seq))}
          onActor={(id) => onFilter('user', id)}
          onEntity={({ entityType, entityId }) => {
            onFilter('entityType', entityType);
            onFilter('entityId', entityId);
          }}
        />
      )}
      under={(entry) =>
        isOnPaper || opened.has(entry.seq) ? <AuditDetails entry={entry} /> : null
      }
    />
  );
}

function toggled(all: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const rest = new Set(all);
  if (!rest.delete(one)) rest.add(one);
  return rest;
}
