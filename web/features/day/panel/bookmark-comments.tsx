import { Button, Group, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { BOOKMARK_ROUTES, type Bookmark, MAX_COMMENT } from '../../../contract/bookmarks.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDates } from '../../format/use-dates.ts';
import { FormAlert } from '../../forms/form-alert.tsx';
import styles from '../bookmarks/bookmarks.module.css';
import { useDayScope } from '../context/day-context.ts';

/** What is said about a bookmark among those who may watch the person; where nothing is, one begins to write. */
export function BookmarkComments({ bookmark }: { readonly bookmark: Bookmark }) {
  const t = useTranslations('day.comments');
  const { day } = useDayScope();
  const { moment } = useDates(day.person.timeZone);
  const [isWriting, setWriting] = useState(bookmark.comments.length === 0);
  return (
    <div className={styles['comments']}>
      {bookmark.comments.map(({ id, userName, at, text }) => (
        <p key={id}>
          {text}
          <small>
            {userName}, {moment(at)}
          </small>
        </p>
      ))}
      {isWriting ? (
        <CommentForm bookmark={bookmark} onDone={() => setWriting(false)} />
      ) : (
        <Button variant="subtle" size="compact-xs" onClick={() => setWriting(true)}>
          {t('add')}
        </Button>
      )}
    </div>
  );
}

interface CommentFormProps {
  readonly bookmark: Bookmark;
  readonly onDone: () => void;
}

function CommentForm({ bookmark, onDone }: CommentFormProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const [text, setText] = useState('');
  const comment = useRouteMutation(BOOKMARK_ROUTES.commentBookmark, {
    refreshes: [BOOKMARK_ROUTES.listBookmarks],
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    comment.mutate({ id: bookmark.id, text }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      {comment.error === null ? null : <FormAlert tone="bad">{words(comment.error)}</FormAlert>}
      <Textarea
        size="xs"
        label={t('day.comments.text')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maxLength={MAX_COMMENT}
        autosize
        minRows={2}
        autoFocus
      />
      <Group gap={6} mt={6} justify="flex-end">
        <Button variant="default" size="compact-xs" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          size="compact-xs"
          disabled={text.trim() === ''}
          loading={comment.isPending}
        >
          {t('day.comments.save')}
        </Button>
      </Group>
    </form>
  );
}
