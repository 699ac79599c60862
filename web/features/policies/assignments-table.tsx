'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { PolicyAssignment, PolicySummary } from '../../contract/policies.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './policies-view.module.css';
import { useSetPolicy } from './use-set-policy.ts';
import { useTargetWords } from './use-target-words.ts';

interface AssignmentsTableProps {
  readonly assignments: readonly PolicyAssignment[];
  readonly versions: readonly PolicySummary[];
  readonly mayChange: boolean;
  readonly onOpen: (version: number) => void;
}

/** What is in force for whom. */
export function AssignmentsTable(props: AssignmentsTableProps) {
  const { assignments, versions, mayChange, onOpen } = props;
  const t = useTranslations('policies');
  const dates = useDates();
  const targetWords = useTargetWords(assignments.length === 1);
  const nameOf = (version: number): string =>
    versions.find((each) => each.version === version)?.name || t('unnamed');
  return (
    <DataTable label={t('inForce')}>
      <thead>
        <tr>
          <th scope="col">{t('target')}</th>
          <th scope="col">{t('policy')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('by')}</th>
          <th scope="col" aria-label={t('withdraw')} />
        </tr>
      </thead>
      <tbody>
        {assignments.map((assignment) => {
          const { target, version, assignedAt, assignedBy } = assignment;
          const words = targetWords(assignment);
          return (
            <tr key={target.scope === 'all' ? 'all' : target.id}>
              <td className={styles['strong']}>{words}</td>
              <td>
                <Button
                  variant="transparent"
                  size="compact-sm"
                  p={0}
                  onClick={() => onOpen(version)}
                >
                  {t('versionName', { version, name: nameOf(version) })}
                </Button>
              </td>
              <td className={styles['quiet']}>{dates.moment(assignedAt)}</td>
              <td className={styles['quiet']}>{assignedBy ?? t('installation')}</td>
              <td data-align="end">
                {mayChange && target.scope !== 'all' ? (
                  <WithdrawButton assignment={assignment} name={words} />
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
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
