'use client';

import { ActionIcon, CloseButton, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBriefcase, IconMessage } from '@tabler/icons-react';
import { type QueryClient, useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import { useConfirm } from '../../../components/use-confirm.tsx';
import {
  BOOKMARK_ROUTES,
  type Bookmark,
  type RemoveBookmark,
} from '../../../contract/bookmarks.ts';
import { CASE_ROUTES } from '../../../contract/cases.ts';
import { UNKNOWN } from '../../../contract/told.ts';
import { callRoute } from '../../api/call-route.ts';
import { routeKey } from '../../api/use-route.ts';
import { useShownAtOnce } from '../../api/use-shown-at-once.ts';
import { CaseSelect, useChosenCase } from '../../cases/case-select.tsx';
import { tellAdded } from '../../cases/tell-added.tsx';
import { useCaseAction } from '../../cases/use-case-action.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { DialogForm } from '../../forms/dialog-form.tsx';
import styles from '../bookmarks/bookmarks.module.css';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import { BookmarkComments } from './bookmark-comments.tsx';
import panel from './panel.module.css';

/** What was marked of the day; a press goes there, and chooses the stretch. */
export function Bookmarks() {
  const t = useTranslations('day.bookmarks');
  const { bookmarks, can } = useDayScope();
  if (!can('watch')) return null;
  return (
    <section>
      <h2 className={panel['title']}>{t('title')}</h2>
      {bookmarks.length === 0 ? <p className={panel['quiet']}>{t('empty')}</p> : null}
      <ul className={panel['rows']}>
        {bookmarks.map((bookmark) => (
          <BookmarkRow key={bookmark.id} bookmark={bookmark} />
        ))}
      </ul>
    </section>
  );
}

function BookmarkRow({ bookmark }: { readonly bookmark: Bookmark }) {
  const t = useTranslations();
  const confirm = useConfirm();
  const { zone, player, selection, can } = useDayScope();
  const [isAdding, setAdding] = useState(false);
  const remove = useRemoveBookmark();
  const [isOpen, setOpen] = useState(false);
  const { id, from, to, kind, note, userName, isMine, comments } = bookmark;
  const known = kind === UNKNOWN ? 'note' : kind;
  const words = note === '' ? t(`day.bookmarks.kinds.${known}`) : note;
  const who =
    known === 'note' || note === ''
      ? userName
      : `${t(`day.bookmarks.kinds.${known}`)} · ${userName}`;
  const ask = (): void =>
    confirm({
      title: t('day.bookmarks.removeTitle'),
      text: words,
      confirm: t('day.bookmarks.remove'),
      cancel: t('common.cancel'),
      onConfirm: () => remove.mutate({ id }),
    });
  return (
    <li className={styles['row']}>
      <UnstyledButton
        className={panel['row'] ?? ''}
        onClick={() => {
          player.seek(from);
          if (to > from) selection.choose(from, to);
        }}
      >
        <time>{formatClock(zone, from, 'second')}</time>
        <span className={panel['watched']}>
          <span className={styles['note']}>{words}</span>
          <small>{who}</small>
        </span>
      </UnstyledButton>
      <ActionIcon
        size="xs"
        w="auto"
        px={2}
        className={styles['remove'] ?? ''}
        data-kept={comments.length > 0}
        aria-label={t('day.comments.title', { count: comments.length })}
        title={t('day.comments.title', { count: comments.length })}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <IconMessage size={14} aria-hidden="true" />
        {comments.length === 0 ? null : <span className={styles['count']}>{comments.length}</span>}
      </ActionIcon>
      {can('export') ? (
        <ActionIcon
          size="xs"
          className={styles['remove'] ?? ''}
          aria-label={t('cases.clip.addBookmark')}
          title={t('cases.clip.addBookmark')}
          onClick={() => setAdding(true)}
        >
          <IconBriefcase size={14} aria-hidden="true" />
        </ActionIcon>
      ) : null}
      {isAdding ? <AddBookmarkModal bookmark={bookmark} onClose={() => setAdding(false)} /> : null}
      {isMine ? (
        <CloseButton
          size="xs"
          className={styles['remove'] ?? ''}
          aria-label={t('day.bookmarks.remove')}
          onClick={ask}
        />
      ) : null}
      {isOpen ? <BookmarkComments bookmark={bookmark} /> : null}
    </li>
  );
}

/** Gone at once; back again, with the reason, if the server refuses. */
function useRemoveBookmark() {
  const words = useErrorWords();
  const shown = useShownAtOnce([BOOKMARK_ROUTES.listBookmarks], showRemoved);
  return useMutation({
    ...shown,
    mutationFn: (body: RemoveBookmark) => callRoute(BOOKMARK_ROUTES.removeBookmark, body),
    onError: (...refused: Parameters<typeof shown.onError>) => {
      shown.onError(...refused);
      notifications.show({ color: 'red', message: words(refused[0]) });
    },
  });
}

function showRemoved(client: QueryClient, { id }: RemoveBookmark): void {
  client.setQueriesData<readonly Bookmark[]>(
    { queryKey: routeKey(BOOKMARK_ROUTES.listBookmarks) },
    (bookmarks) => bookmarks?.filter((bookmark) => bookmark.id !== id),
  );
}

interface AddBookmarkModalProps {
  readonly bookmark: Bookmark;
  readonly onClose: () => void;
}

/** Puts a bookmark into a case. */
function AddBookmarkModal({ bookmark, onClose }: AddBookmarkModalProps) {
  const t = useTranslations();
  const chosen = useChosenCase();
  const put = useCaseAction(CASE_ROUTES.putBookmark);
  const submit = async (): Promise<void> => {
    const caseId = await chosen.open();
    await put.mutateAsync({ case: caseId, bookmark: bookmark.id });
    tellAdded({ caseId, message: t('cases.clip.bookmarkDone'), link: t('cases.clip.toCase') });
    onClose();
  };
  const error = chosen.error ?? put.error;
  return (
    <OpenDialog onClose={onClose} title={t('cases.clip.addTitle')} size={440}>
      <DialogForm
        error={error}
        confirm={t('cases.clip.saveBookmark')}
        isReady={chosen.isChosen}
        isPending={chosen.isPending || put.isPending}
        // A failure is shown from the mutation's own state.
        onSubmit={() => void submit().catch(() => undefined)}
        onCancel={onClose}
      >
        <CaseSelect value={chosen.value} onChange={chosen.onChange} />
      </DialogForm>
    </OpenDialog>
  );
}
