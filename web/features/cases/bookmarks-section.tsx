import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { CASE_ROUTES, type CaseBookmark, type CaseDetails } from '../../contract/cases.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './cases.module.css';
import { stretchHref } from './stretch-href.ts';
import { useCaseAction } from './use-case-action.ts';
import { useStretchWords } from './use-stretch-words.ts';
import { useTakeOut } from './use-take-out.ts';

/** Bookmarks that were put into the case. */
export function BookmarksSection({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const columns = useColumns(opened);
  if (opened.bookmarks.length === 0) return null;
  return (
    <section className={styles['section']}>
      <h2 className={styles['heading']}>{t('bookmarks')}</h2>
      <SortedTable
        label={t('bookmarks')}
        columns={columns}
        rows={opened.bookmarks}
        keyOf={({ id }) => id}
        param="bookmarks"
      />
    </section>
  );
}

function useColumns(opened: CaseDetails): Column<CaseBookmark>[] {
  const t = useTranslations('cases');
  const { stretch } = useStretchWords();
  const nameOf = (bookmark: CaseBookmark) => {
    const words = bookmark.note || t('unnamed');
    if (!opened.mayWork) return words;
    return (
      <PortalLink className={styles['open']} href={stretchHref(bookmark)}>
        {words}
      </PortalLink>
    );
  };
  return [
    {
      id: 'bookmark',
      title: t('bookmark'),
      sorts: 'ascending',
      value: ({ note }) => note || null,
      cell: (bookmark) => (
        <>
          {nameOf(bookmark)}
          <span className={styles['under']}>{bookmark.userName}</span>
        </>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'ascending',
      value: ({ from }) => from,
      cell: (bookmark) => (
        <>
          <span className={styles['exact']}>{stretch(bookmark, bookmark.person.timeZone)}</span>
          <span className={styles['under']}>
            {bookmark.person.name} · {bookmark.person.timeZone}
          </span>
        </>
      ),
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (bookmark) =>
        opened.mayWork && opened.closed === null ? (
          <TakeBookmark bookmark={bookmark} opened={opened} />
        ) : null,
    },
  ];
}

interface TakeBookmarkProps {
  readonly bookmark: CaseBookmark;
  readonly opened: CaseDetails;
}

function TakeBookmark({ bookmark, opened }: TakeBookmarkProps) {
  const t = useTranslations('cases');
  const put = useCaseAction(CASE_ROUTES.putBookmark, t('did.putBookmark'));
  const named = { case: opened.id, bookmark: bookmark.id };
  const take = useTakeOut({
    route: CASE_ROUTES.takeBookmark,
    done: t('did.takeBookmark'),
    onUndo: () => put.mutate(named),
  });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={() => take.mutate(named)}>
      {t('takeBookmark')}
    </Button>
  );
}
