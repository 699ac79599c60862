import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import type { RetentionRule } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import { EndRuleButton } from './end-rule-button.tsx';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

interface RulesTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
}

/** The rules that footage is deleted by. */
export function RulesTable({ rules, mayPropose }: RulesTableProps) {
  const t = useTranslations('retention');
  return (
    <SortedTable
      label={t('inForce')}
      columns={useColumns(mayPropose)}
      rows={rules}
      keyOf={({ id }) => id}
    />
  );
}

function useColumns(mayEnd: boolean): Column<RetentionRule>[] {
  const t = useTranslations('retention');
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  return [
    {
      id: 'appliesTo',
      title: t('appliesTo'),
      sorts: 'ascending',
      className: styles['strong'],
      value: whom,
      cell: whom,
    },
    {
      id: 'keptFor',
      title: t('keptFor'),
      sorts: 'ascending',
      className: styles['kept'],
      // What is kept for ever is kept longest.
      value: ({ days }) => days ?? Number.MAX_SAFE_INTEGER,
      cell: ({ days }) => kept(days),
    },
    {
      id: 'since',
      title: t('since'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ approved }) => approved?.at ?? null,
      cell: ({ approved }) => (approved === null ? '–' : dates.moment(approved.at)),
    },
    {
      id: 'proposedBy',
      title: t('proposedBy'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ proposed }) => proposed.by,
      cell: ({ proposed }) => proposed.by,
    },
    {
      id: 'approvedBy',
      title: t('approvedBy'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ approved }) => approved?.by ?? null,
      cell: ({ approved }) => approved?.by ?? '–',
    },
    {
      id: 'note',
      title: t('note'),
      className: styles['reason'],
      cell: ({ note }) => note || '–',
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (rule) => (mayEnd ? <EndRuleButton rule={rule} /> : null),
    },
  ];
}
