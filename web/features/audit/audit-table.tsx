'use client';

import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconUserExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { useOnPaper } from '../../components/list-table/use-on-paper.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { AuditEntry } from '../../contract/audit.ts';
import { useDates } from '../format/use-dates.ts';
import { ZoneName } from '../format/zone-name.tsx';
import type { AuditFilterValues } from './audit-filter-values.ts';
import styles from './audit-view.module.css';
import { detailFacts } from './detail-facts.ts';
import { useAuditWords } from './use-audit-words.ts';
import { useDetailWords } from './use-detail-words.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly onFilter: (name: keyof AuditFilterValues, value: string) => void;
}

interface AuditDetailsProps {
  readonly entry: AuditEntry;
}

/** The log; what an entry says in full stands below it where it is opened, and on paper below each. */
export function AuditTable({ entries, sort, hasMore, onFilter }: AuditTableProps) {
  const t = useTranslations('audit');
  const isOnPaper = useOnPaper();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const columns = useColumns(onFilter);
  const details: Column<AuditEntry> = {
    id: 'details',
    title: t('details'),
    head: '',
    align: 'end',
    className: styles['toggle'],
    cell: ({ seq }) => (
      <ActionIcon
        aria-label={t('showDetails', { seq })}
        aria-expanded={opened.has(seq)}
        onClick={() => setOpened(toggled(opened, seq))}
      >
        {opened.has(seq) ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
      </ActionIcon>
    ),
  };
  return (
    <ListTable
      label={t('title')}
      columns={[...columns, details]}
      rows={entries}
      keyOf={({ seq }) => seq}
      sort={sort}
      hasMore={hasMore}
      under={(entry) =>
        isOnPaper || opened.has(entry.seq) ? <AuditDetails entry={entry} /> : null
      }
    />
  );
}

function useColumns(onFilter: AuditTableProps['onFilter']): Column<AuditEntry>[] {
  const t = useTranslations('audit');
  const dates = useDates();
  const words = useAuditWords();
  return [
    {
      id: 'time',
      title: t('time'),
      aside: <ZoneName />,
      sorts: 'descending',
      className: styles['time'],
      cell: ({ at }) => dates.second(at),
    },
    {
      id: 'actor',
      title: t('actor'),
      cell: ({ user }) =>
        user === null ? (
          <span className={styles['quiet']}>{words.actor(null)}</span>
        ) : (
          <UnstyledButton
            className={styles['link']}
            title={t('onlyActor', { name: user.name })}
            onClick={() => onFilter('user', user.id)}
          >
            {user.name}
          </UnstyledButton>
        ),
    },
    {
      id: 'action',
      title: t('action'),
      cell: ({ action, details }) => (
        <>
          <span title={action}>{words.action(action)}</span>
          {details['alone'] === true ? <AloneMark /> : null}
        </>
      ),
    },
    {
      id: 'object',
      title: t('object'),
      cell: (entry) => <ObjectCell entry={entry} onFilter={onFilter} />,
    },
    { id: 'number', title: t('number'), className: styles['number'], cell: ({ seq }) => seq },
  ];
}

function AloneMark() {
  const t = useTranslations('audit');
  return (
    <span className={styles['kind']} title={t('aloneHint')}>
      <StatusBadge tone="warn" Icon={IconUserExclamation}>
        {t('alone')}
      </StatusBadge>
    </span>
  );
}

interface ObjectCellProps extends Pick<AuditTableProps, 'onFilter'> {
  readonly entry: AuditEntry;
}

function ObjectCell({ entry, onFilter }: ObjectCellProps) {
  const t = useTranslations('audit');
  const { name, thing } = useAuditWords().object(entry, entry.entityName);
  const showOnly = (): void => {
    onFilter('entityType', entry.entityType);
    onFilter('entityId', entry.entityId);
  };
  return (
    <>
      <UnstyledButton className={styles['link']} title={t('onlyThis', { name })} onClick={showOnly}>
        {name}
      </UnstyledButton>
      {thing === null ? null : <span className={styles['kind']}>{thing}</span>}
    </>
  );
}

function toggled(all: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const rest = new Set(all);
  if (!rest.delete(one)) rest.add(one);
  return rest;
}

/** The facts of an entry as they were kept; last, by what the program knows it. */
function AuditDetails({ entry }: AuditDetailsProps) {
  const { action, entityType, entityId, before, after, details } = entry;
  const { label, text } = useDetailWords(entry);
  const facts = [
    ...detailFacts({ ...details, ...(before && { before }), ...(after && { after }) }),
    ...detailFacts({ action, entityType, entityId }),
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(({ path, value, before }) => (
        <div key={path.join('.')}>
          <dt>{label(path)}</dt>
          <dd>
            {before === undefined
              ? text(value, path)
              : `${text(before, path)} → ${text(value, path)}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
