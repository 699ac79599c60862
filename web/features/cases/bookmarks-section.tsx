import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import styles from './cases.module.css';
import { stretchHref } from './stretch-href.ts';
import { useCaseAction } from './use-case-action.ts';
import { useStretchWords } from './use-stretch-words.ts';

/** Bookmarks that were put into the case. */
export function BookmarksSection({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const { stretch } = useStretchWords();
  const take = useCaseAction('takeBookmark');
  if (opened.bookmarks.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h2 className={styles['heading']}>{t('bookmarks')}</h2>
      <DataTable label={t('bookmarks')}>
        <tbody>
          {opened.bookmarks.map((bookmark) => {
            const words = bookmark.note === '' ? t('unnamed') : bookmark.note;
            return (
              <tr key={bookmark.id}>
                <td>
                  {opened.mayWork ? (
                    <Link className={styles['open']} href={stretchHref(bookmark)}>
                      {words}
                    </Link>
                  ) : (
                    words
                  )}
                  <span className={styles['under']}>{bookmark.userName}</span>
                </td>
                <td>
                  <span className={styles['exact']}>
                    {stretch(bookmark, bookmark.person.timeZone)}
                  </span>
                  <span className={styles['under']}>{bookmark.person.name}</span>
                </td>
                <td data-align="end">
                  {opened.mayWork && opened.closed === null ? (
                    <Button
                      variant="subtle"
                      color="red"
                      size="compact-sm"
                      onClick={() => take.mutate({ case: opened.id, bookmark: bookmark.id })}
                    >
                      {t('takeBookmark')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
    </section>
  );
}
