'use client';

import { Button, Group, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import type { Bookmark } from '../../../contract/bookmarks.ts';
import { FormAlert } from '../../auth/form-alert.tsx';
import { CaseSelect, NO_CASE } from '../../cases/case-select.tsx';
import { tellAdded } from '../../cases/tell-added.tsx';
import { useCaseAction } from '../../cases/use-case-action.ts';
import { isChosen, useChosenCase } from '../../cases/use-chosen-case.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';

interface AddBookmarkModalProps {
  readonly bookmark: Bookmark;
  readonly onClose: () => void;
}

/** Puts a bookmark into a case. */
export function AddBookmarkModal({ bookmark, onClose }: AddBookmarkModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const chosen = useChosenCase();
  const put = useCaseAction('putBookmark');
  const [choice, setChoice] = useState(NO_CASE);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const caseId = await chosen.open(choice);
    setChoice({ id: caseId, title: null });
    await put.mutateAsync({ case: caseId, bookmark: bookmark.id });
    tellAdded({ caseId, message: t('cases.clip.bookmarkDone'), link: t('cases.clip.toCase') });
    onClose();
  };
  const error = chosen.error ?? put.error;
  return (
    <OpenDialog onClose={onClose} title={t('cases.clip.addTitle')} size={440}>
      {/* A failure is shown from the mutation's own state. */}
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Stack gap={14}>
          {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
          <CaseSelect value={choice} onChange={setChoice} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              disabled={!isChosen(choice)}
              loading={chosen.isPending || put.isPending}
            >
              {t('cases.clip.saveBookmark')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenDialog>
  );
}
