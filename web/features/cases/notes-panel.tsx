import { Button, Skeleton, Stack, Textarea } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CASE_ROUTES, type CaseDetails, MAX_NOTE } from '../../contract/cases.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';

/** What members wrote, the latest first; nothing of it is changed later. */
export function NotesPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const dates = useDates();
  const notes = useRoutePages(
    CASE_ROUTES.listNotes,
    { case: opened.id },
    { placeholderData: keepPreviousData },
  );
  const items = notes.data?.pages.flatMap((page) => page.items) ?? [];
  if (notes.isError && items.length === 0) {
    return <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />;
  }
  return (
    <div className={styles['page']}>
      {opened.mayWork && opened.closed === null ? <NoteForm opened={opened} /> : null}
      {notes.isPending ? <Skeleton height={96} aria-busy="true" /> : null}
      {notes.isSuccess && items.length === 0 ? (
        <p className={styles['text']}>{t('noNotes')}</p>
      ) : null}
      <ol className={styles['notes']}>
        {items.map((note) => (
          <li key={note.id}>
            <small>
              {note.userName} · {dates.moment(note.writtenAt)}
            </small>
            <p>{note.text}</p>
          </li>
        ))}
      </ol>
      <MorePages list={notes} />
    </div>
  );
}

function NoteForm({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const words = useErrorWords();
  const write = useCaseAction(CASE_ROUTES.writeNote);
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    write.mutate({ case: opened.id, text }, { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={8} align="flex-end">
        {write.error === null ? null : <FormAlert tone="bad">{words(write.error)}</FormAlert>}
        <Textarea
          w="100%"
          aria-label={t('notePlaceholder')}
          placeholder={t('notePlaceholder')}
          maxLength={MAX_NOTE}
          autosize
          minRows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text.trim() === ''} loading={write.isPending}>
          {t('writeNote')}
        </Button>
      </Stack>
    </form>
  );
}
