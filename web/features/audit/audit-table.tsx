'use client';

import { ActionIcon } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconFilter,
  IconUserExclamation,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { useOnPaper } from '../../components/list-table/use-on-paper.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { AuditEntry } from '../../contract/audit.ts';
import type { Right } from '../../contract/session.ts';
import { useDates } from '../format/use-dates.ts';
import { ZoneName } from '../format/zone-name.tsx';
import type { AuditFilterValues } from './audit-filter-values.ts';
import styles from './audit-view.module.css';
import { detailFacts } from './detail-facts.ts';
import { entityHref } from './entity-href.ts';
import { useAuditWords } from './use-audit-words.ts';
import { useDetailWords } from './use-detail-words.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
  readonly onFilter: (name: keyof AuditFilterValues, value: string) => void;
  /** The rights of whoever reads it: a link leads only where they may go. */
  readonly rights: readonly Right[];
}

interface AuditDetailsProps {
  readonly entry: AuditEntry;
}

/** The log; what an entry says in full stands below it where it is opened, and on paper below each. */
export function AuditTable({ entries, sort, hasMore, onFilter, rights }: AuditTableProps) {
  const t = useTranslations('audit');
  const isOnPaper = useOnPaper();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const columns = useColumns({ onFilter, rights });
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

type CellContext = Pick<AuditTableProps, 'onFilter' | 'rights'>;

function useColumns({ onFilter, rights }: CellContext): Column<AuditEntry>[] {
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
          <>
            <Named
              name={user.name}
              href={entityHref({ entityType: 'user', entityId: user.id }, rights)}
            />
            <OnlyButton
              label={t('onlyActor', { name: user.name })}
              onClick={() => onFilter('user', user.id)}
            />
          </>
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
      cell: (entry) => <ObjectCell entry={entry} onFilter={onFilter} rights={rights} />,
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

interface ObjectCellProps extends CellContext {
  readonly entry: AuditEntry;
}

function ObjectCell({ entry, onFilter, rights }: ObjectCellProps) {
  const t = useTranslations('audit');
  const { name, thing } = useAuditWords().object(entry, entry.entityName);
  const showOnly = (): void => {
    onFilter('entityType', entry.entityType);
    onFilter('entityId', entry.entityId);
  };
  return (
    <>
      <Named name={name} href={entityHref(entry, rights)} />
      <OnlyButton label={t('onlyThis', { name })} onClick={showOnly} />
      {thing === null ? null : <span className={styles['kind']}>{thing}</span>}
    </>
  );
}

interface NamedProps {
  readonly name: string;
  /** Null: it has no page, or none that whoever reads may open. */
  readonly href: string | null;
}

function Named({ name, href }: NamedProps) {
  if (href === null) return name;
  return (
    <PortalLink className={styles['link']} href={href} prefetch={false}>
      {name}
    </PortalLink>
  );
}

interface OnlyButtonProps {
  readonly label: string;
  readonly onClick: () => void;
}

/** Shows what is in the log of the one beside it alone. */
function OnlyButton({ label, onClick }: OnlyButtonProps) {
  return (
    <ActionIcon
      className={styles['only'] ?? ''}
      size="sm"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <IconFilter size={14} />
    </ActionIcon>
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
