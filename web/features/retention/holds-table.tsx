import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { HoldSummary } from '../../contract/holds.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { ReleaseModal } from './release-modal.tsx';
import styles from './retention.module.css';

interface HoldsTableProps {
  readonly holds: readonly HoldSummary[];
  readonly mayHold: boolean;
  readonly sort?: TableSort;
  readonly hasMore: boolean;
}

export function HoldsTable({ holds, mayHold, hasMore, ...order }: HoldsTableProps) {
  const t = useTranslations('retention');
  const [chosen, setChosen] = useState<HoldSummary | null>(null);
  return (
    <>
      <ListTable
        label={t('holds')}
        columns={useColumns(mayHold ? setChosen : null)}
        rows={holds}
        keyOf={({ id }) => id}
        hasMore={hasMore}
        {...order}
      />
      {chosen === null ? null : <ReleaseModal hold={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(onRelease: ((hold: HoldSummary) => void) | null): Column<HoldSummary>[] {
  const t = useTranslations('retention');
  const dates = useDates();
  return [
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      className: styles['strong'],
      cell: ({ person, device }) => (
        <>
          {person.name}
          <span className={styles['under']}>{device?.hostname ?? t('allDevices')}</span>
        </>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ from, to }) =>
        to === null ? t('fromOn', { from: dates.day(from) }) : dates.days(from, to),
    },
    {
      id: 'reason',
      title: t('reason'),
      className: styles['reason'],
      cell: ({ reason }) => reason,
    },
    {
      id: 'placed',
      title: t('placed'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ placedAt, placedBy }) => (
        <>
          {dates.moment(placedAt)}
          <span className={styles['under']}>{placedBy}</span>
        </>
      ),
    },
    {
      id: 'ends',
      title: t('ends'),
      sorts: 'ascending',
      className: styles['quiet'],
      cell: ({ expiresAt }) => (expiresAt === null ? t('noExpiry') : dates.day(expiresAt)),
    },
    {
      id: 'status',
      title: t('status'),
      cell: ({ status, released }) => (
        <>
          <StateBadge state={STATES.hold[status]} />
          {released === null ? null : (
            <span className={styles['under']}>
              {t('releasedBy', { by: released.by, reason: released.reason })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (hold) =>
        onRelease !== null && hold.status === 'in-force' ? (
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => onRelease(hold)}>
            {t('release')}
          </Button>
        ) : null,
    },
  ];
}
