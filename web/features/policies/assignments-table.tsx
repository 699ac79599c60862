'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { PolicyAssignment } from '../../contract/policies.ts';
import { useDates } from '../format/use-dates.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './policies-view.module.css';
import { useTargetWords } from './policy-target.ts';
import { useSetPolicy } from './use-set-policy.ts';

interface AssignmentsTableProps {
  readonly assignments: readonly PolicyAssignment[];
  readonly mayChange: boolean;
  readonly onOpen: (version: number) => void;
}

/** What is in force for whom: for all, then teams, then devices, or in another order. */
export function AssignmentsTable(props: AssignmentsTableProps) {
  const t = useTranslations('policies');
  return (
    <SortedTable
      label={t('inForce')}
      columns={useColumns(props)}
      rows={props.assignments}
      keyOf={({ target }) => (target.scope === 'all' ? 'all' : target.id)}
      param="assigned"
    />
  );
}

function useColumns(props: AssignmentsTableProps): Column<PolicyAssignment>[] {
  const { assignments, mayChange, onOpen } = props;
  const t = useTranslations('policies');
  const dates = useDates();
  const targetWords = useTargetWords(assignments.length === 1);
  return [
    {
      id: 'target',
      title: t('target'),
      sorts: 'ascending',
      className: styles['strong'],
      value: targetWords,
      cell: targetWords,
    },
    {
      id: 'policy',
      title: t('policy'),
      sorts: 'descending',
      value: ({ version }) => version,
      cell: ({ version, policyName }) => (
        <Button variant="transparent" size="compact-sm" p={0} onClick={() => onOpen(version)}>
          {t('versionName', { version, name: policyName || t('unnamed') })}
        </Button>
      ),
    },
    {
      id: 'since',
      title: t('since'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ assignedAt }) => assignedAt,
      cell: ({ assignedAt }) => dates.moment(assignedAt),
    },
    {
      id: 'by',
      title: t('by'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ assignedBy }) => assignedBy ?? t('installation'),
      cell: ({ assignedBy }) => assignedBy ?? t('installation'),
    },
    {
      id: 'withdraw',
      title: t('withdraw'),
      head: '',
      align: 'end',
      cell: (assignment) =>
        mayChange && assignment.target.scope !== 'all' ? (
          <WithdrawButton assignment={assignment} name={targetWords(assignment)} />
        ) : null,
    },
  ];
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
