import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { RetentionRule } from '../../contract/retention.ts';
import { sortOf } from '../../contract/sort.ts';
import { useDates } from '../format/use-dates.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import { EndRuleButton } from './end-rule-button.tsx';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

interface RulesTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
}

const COLUMNS = [
  { id: 'appliesTo', sorts: 'ascending' },
  { id: 'keptFor', sorts: 'ascending' },
  { id: 'since', sorts: 'descending' },
  { id: 'proposedBy', sorts: 'ascending' },
  { id: 'approvedBy', sorts: 'ascending' },
  { id: 'note' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

const ORDERS = sortOf(['appliesTo', 'keptFor', 'since', 'proposedBy', 'approvedBy']);

/** The rules that footage is deleted by. */
export function RulesTable({ rules, mayPropose }: RulesTableProps) {
  const t = useTranslations('retention');
  const { whom } = useRuleWords();
  const { rows, sort } = useSortedRows(rules, {
    orders: ORDERS,
    values: {
      appliesTo: whom,
      // What is kept for ever is kept longest.
      keptFor: ({ days }) => days ?? Number.MAX_SAFE_INTEGER,
      since: ({ approved }) => approved?.at ?? null,
      proposedBy: ({ proposed }) => proposed.by,
      approvedBy: ({ approved }) => approved?.by ?? null,
    },
  });
  return (
    <ListTable
      label={t('inForce')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={rows}
      keyOf={({ id }) => id}
      sort={sort}
      cells={(rule) => <RuleCells rule={rule} mayEnd={mayPropose} />}
    />
  );
}

interface RuleCellsProps {
  readonly rule: RetentionRule;
  readonly mayEnd: boolean;
}

function RuleCells({ rule, mayEnd }: RuleCellsProps) {
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  return (
    <>
      <td className={styles['strong']}>{whom(rule)}</td>
      <td className={styles['kept']}>{kept(rule.days)}</td>
      <td className={styles['quiet']}>
        {rule.approved === null ? '–' : dates.moment(rule.approved.at)}
      </td>
      <td className={styles['quiet']}>{rule.proposed.by}</td>
      <td className={styles['quiet']}>{rule.approved?.by ?? '–'}</td>
      <td className={styles['reason']}>{rule.note || '–'}</td>
      <td data-align="end">{mayEnd ? <EndRuleButton rule={rule} /> : null}</td>
    </>
  );
}
