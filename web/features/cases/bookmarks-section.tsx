import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { sortOf } from '../../contract/sort.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import { BookmarkCells } from './bookmark-cells.tsx';
import styles from './cases.module.css';

const COLUMNS = [
  { id: 'bookmark', sorts: 'ascending' },
  { id: 'stretch', sorts: 'ascending' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];
const ORDERS = sortOf(['bookmark', 'stretch']);

/** Bookmarks that were put into the case. */
export function BookmarksSection({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const { rows, sort } = useSortedRows(opened.bookmarks, {
    orders: ORDERS,
    values: { bookmark: ({ note }) => note || null, stretch: ({ from }) => from },
    param: 'bookmarks',
  });
  if (rows.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h2 className={styles['heading']}>{t('bookmarks')}</h2>
      <ListTable
        label={t('bookmarks')}
        columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
        rows={rows}
        keyOf={({ id }) => id}
        sort={sort}
        cells={(bookmark) => <BookmarkCells bookmark={bookmark} opened={opened} />}
      />
    </section>
  );
}
