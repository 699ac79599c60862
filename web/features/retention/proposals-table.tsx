import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { RetentionRule } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import { ApproveModal } from './approve-modal.tsx';
import { EndRuleButton } from './end-rule-button.tsx';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

interface ProposalsTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
  readonly mayApprove: boolean;
}

/** Rules that somebody must still put in force. */
export function ProposalsTable({ rules, mayPropose, mayApprove }: ProposalsTableProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  const [chosen, setChosen] = useState<RetentionRule | null>(null);
  const columns: Column<RetentionRule>[] = [
    { id: 'appliesTo', title: t('appliesTo'), className: styles['strong'], cell: whom },
    { id: 'keptFor', title: t('keptFor'), cell: ({ days }) => kept(days) },
    {
      id: 'proposed',
      title: t('proposed'),
      className: styles['quiet'],
      cell: ({ proposed }) => dates.moment(proposed.at),
    },
    {
      id: 'proposedBy',
      title: t('proposedBy'),
      className: styles['quiet'],
      cell: ({ proposed }) => proposed.by,
    },
    { id: 'note', title: t('note'), className: styles['reason'], cell: ({ note }) => note || '–' },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (rule) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {mayApprove ? (
            <Button size="compact-sm" onClick={() => setChosen(rule)}>
              {t('review')}
            </Button>
          ) : null}
          {mayPropose ? <EndRuleButton rule={rule} /> : null}
        </Group>
      ),
    },
  ];
  return (
    <>
      <ListTable label={t('proposals')} columns={columns} rows={rules} keyOf={({ id }) => id} />
      {chosen === null ? null : <ApproveModal rule={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
