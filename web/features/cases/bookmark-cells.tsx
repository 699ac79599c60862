import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { CASE_ROUTES, type CaseBookmark, type CaseDetails } from '../../contract/cases.ts';
import styles from './cases.module.css';
import { stretchHref } from './stretch-href.ts';
import { useCaseAction } from './use-case-action.ts';
import { useStretchWords } from './use-stretch-words.ts';
import { useTakeOut } from './use-take-out.ts';

interface BookmarkCellsProps {
  readonly bookmark: CaseBookmark;
  readonly opened: CaseDetails;
}

export function BookmarkCells({ bookmark, opened }: BookmarkCellsProps) {
  const t = useTranslations('cases');
  const { stretch } = useStretchWords();
  const words = bookmark.note === '' ? t('unnamed') : bookmark.note;
  return (
    <>
      <td>
        {opened.mayWork ? (
          <PortalLink className={styles['open']} href={stretchHref(bookmark)}>
            {words}
          </PortalLink>
        ) : (
          words
        )}
        <span className={styles['under']}>{bookmark.userName}</span>
      </td>
      <td>
        <span className={styles['exact']}>{stretch(bookmark, bookmark.person.timeZone)}</span>
        <span className={styles['under']}>
          {bookmark.person.name} · {bookmark.person.timeZone}
        </span>
      </td>
      <td data-align="end">
        {opened.mayWork && opened.closed === null ? (
          <TakeBookmark bookmark={bookmark} opened={opened} />
        ) : null}
      </td>
    </>
  );
}

function TakeBookmark({ bookmark, opened }: BookmarkCellsProps) {
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
