import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { BookmarkRow } from './bookmark-row.tsx';
import styles from './cases.module.css';

/** Bookmarks that were put into the case. */
export function BookmarksSection({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  if (opened.bookmarks.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h2 className={styles['heading']}>{t('bookmarks')}</h2>
      <DataTable label={t('bookmarks')}>
        <thead>
          <tr>
            <th scope="col">{t('bookmark')}</th>
            <th scope="col">{t('stretch')}</th>
            <th scope="col" aria-label={t('actions')} />
          </tr>
        </thead>
        <tbody>
          {opened.bookmarks.map((bookmark) => (
            <BookmarkRow key={bookmark.id} bookmark={bookmark} opened={opened} />
          ))}
        </tbody>
      </DataTable>
    </section>
  );
}
