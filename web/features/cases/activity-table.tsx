import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { AuditEntry } from '../../contract/audit.ts';
import { useAuditWords } from '../audit/use-audit-words.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';

/** What a line is about, where its details say so in words. */
const TELLING = ['title', 'name', 'note', 'reason', 'recipient', 'text'] as const;

interface ActivityTableProps {
  readonly entries: readonly AuditEntry[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

export function ActivityTable({ entries, sort, hasMore }: ActivityTableProps) {
  const t = useTranslations();
  const columns: Column[] = [
    { id: 'time', title: t('exports.when'), sorts: 'descending' },
    { id: 'who', title: t('exports.who') },
    { id: 'what', title: t('exports.what') },
    { id: 'more', title: t('exports.more') },
  ];
  return (
    <ListTable
      label={t('cases.tabs.activity')}
      columns={columns}
      rows={entries}
      keyOf={({ seq }) => seq}
      sort={sort}
      hasMore={hasMore}
      cells={(entry) => <ActivityCells entry={entry} />}
    />
  );
}

function ActivityCells({ entry }: { readonly entry: AuditEntry }) {
  const t = useTranslations('exports');
  const words = useAuditWords();
  const dates = useDates();
  const { at, user, action, entityName, details } = entry;
  const bearer = user === null ? bearerOf(details) : null;
  return (
    <>
      <td className={styles['quiet']}>{dates.second(at)}</td>
      <td className={styles['strong']}>
        {bearer === null ? (user?.name ?? t('system')) : t('bearer', { recipient: bearer })}
      </td>
      <td>{words.action(action)}</td>
      {/* Whoever has a share stands as the one who acts: once is enough. */}
      <td className={styles['reason']}>
        {bearer === null ? tellingOf(details) || entityName : entityName}
      </td>
    </>
  );
}

/** To whom a share was given. */
function bearerOf({ recipient }: AuditEntry['details']): string | null {
  return typeof recipient === 'string' ? recipient : null;
}

function tellingOf(details: AuditEntry['details']): string {
  const found = TELLING.map((name) => details[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}
