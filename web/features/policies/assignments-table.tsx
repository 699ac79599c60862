'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { PolicyAssignment } from '../../contract/policies.ts';
import { sortOf } from '../../contract/sort.ts';
import { useDates } from '../format/use-dates.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import styles from './policies-view.module.css';
import { useSetPolicy } from './use-set-policy.ts';
import { useTargetWords } from './use-target-words.ts';

interface AssignmentsTableProps {
  readonly assignments: readonly PolicyAssignment[];
  readonly mayChange: boolean;
  readonly onOpen: (version: number) => void;
}

const COLUMNS = [
  { id: 'target', sorts: 'ascending' },
  { id: 'policy', sorts: 'descending' },
  { id: 'since', sorts: 'descending' },
  { id: 'by', sorts: 'ascending' },
  { id: 'withdraw', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

const ORDERS = sortOf(['target', 'policy', 'since', 'by']);

/** What is in force for whom: for all, then teams, then devices, or in another order. */
export function AssignmentsTable(props: AssignmentsTableProps) {
  const { assignments, mayChange, onOpen } = props;
  const t = useTranslations('policies');
  const targetWords = useTargetWords(assignments.length === 1);
  const { rows, sort } = useSortedRows(assignments, {
    orders: ORDERS,
    values: {
      target: targetWords,
      policy: ({ version }) => version,
      since: ({ assignedAt }) => assignedAt,
      by: ({ assignedBy }) => assignedBy ?? t('installation'),
    },
    param: 'assigned',
  });
  return (
    <ListTable
      label={t('inForce')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={rows}
      keyOf={({ target }) => (target.scope === 'all' ? 'all' : target.id)}
      sort={sort}
      cells={(assignment) => (
        <AssignmentCells {...{ assignment, mayChange, onOpen }} whom={targetWords(assignment)} />
      )}
    />
  );
}

interface AssignmentCellsProps {
  readonly assignment: PolicyAssignment;
  readonly whom: string;
  readonly mayChange: boolean;
  readonly onOpen: (version: number) => void;
}

function AssignmentCells(props: AssignmentCellsProps) {
  const { assignment, whom, mayChange, onOpen } = props;
  const { target, version, policyName, assignedAt, assignedBy } = assignment;
  const t = useTranslations('policies');
  const dates = useDates();
  return (
    <>
      <td className={styles['strong']}>{whom}</td>
      <td>
        <Button variant="transparent" size="compact-sm" p={0} onClick={() => onOpen(version)}>
          {t('versionName', { version, name: policyName || t('unnamed') })}
        </Button>
      </td>
      <td className={styles['quiet']}>{dates.moment(assignedAt)}</td>
      <td className={styles['quiet']}>{assignedBy ?? t('installation')}</td>
      <td data-align="end">
        {mayChange && target.scope !== 'all' ? (
          <WithdrawButton assignment={assignment} name={whom} />
        ) : null}
      </td>
    </>
  );
}

interface WithdrawButtonProps {
  readonly assignment: PolicyAssignment;
  readonly name: string;
}

function WithdrawButton({ assignment, name }: WithdrawButtonProps) {
  const t = useTranslations();
  const confirm = useConfirm();
  const { mutate } = useSetPolicy();
  const { target, version } = assignment;
  const ask = (): void =>
    confirm({
      title: t('policies.withdrawTitle', { name }),
      text: t('policies.withdrawText'),
      confirm: t('policies.withdraw'),
      cancel: t('common.cancel'),
      onConfirm: () => mutate({ target, version: null, before: version }),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={ask}>
      {t('policies.withdraw')}
    </Button>
  );
}
