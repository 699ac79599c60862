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

const COLUMNS = [
  { id: 'person', sorts: 'ascending' },
  { id: 'stretch', sorts: 'descending' },
  { id: 'reason' },
  { id: 'placed', sorts: 'descending' },
  { id: 'ends', sorts: 'ascending' },
  { id: 'status' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

export function HoldsTable({ holds, mayHold, hasMore, ...order }: HoldsTableProps) {
  const t = useTranslations('retention');
  const [chosen, setChosen] = useState<HoldSummary | null>(null);
  return (
    <>
      <ListTable
        label={t('holds')}
        columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
        rows={holds}
        keyOf={({ id }) => id}
        hasMore={hasMore}
        {...order}
        cells={(hold) => (
          <HoldCells hold={hold} onRelease={mayHold ? () => setChosen(hold) : null} />
        )}
      />
      {chosen === null ? null : <ReleaseModal hold={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

interface HoldCellsProps {
  readonly hold: HoldSummary;
  readonly onRelease: (() => void) | null;
}

function HoldCells({ hold, onRelease }: HoldCellsProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  return (
    <>
      <td className={styles['strong']}>
        {hold.person.name}
        <span className={styles['under']}>{hold.device?.hostname ?? t('allDevices')}</span>
      </td>
      <td className={styles['quiet']}>
        {hold.to === null
          ? t('fromOn', { from: dates.day(hold.from) })
          : dates.days(hold.from, hold.to)}
      </td>
      <td className={styles['reason']}>{hold.reason}</td>
      <td className={styles['quiet']}>
        {dates.moment(hold.placedAt)}
        <span className={styles['under']}>{hold.placedBy}</span>
      </td>
      <td className={styles['quiet']}>
        {hold.expiresAt === null ? t('noExpiry') : dates.day(hold.expiresAt)}
      </td>
      <td>
        <StateBadge state={STATES.hold[hold.status]} />
        {hold.released === null ? null : (
          <span className={styles['under']}>
            {t('releasedBy', { by: hold.released.by, reason: hold.released.reason })}
          </span>
        )}
      </td>
      <td data-align="end">
        {onRelease !== null && hold.status === 'in-force' ? (
          <Button variant="subtle" color="red" size="compact-sm" onClick={onRelease}>
            {t('release')}
          </Button>
        ) : null}
      </td>
    </>
  );
}
