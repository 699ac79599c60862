'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import type { Bookmark } from '../../../contract/bookmarks.ts';
import { CASE_ROUTES } from '../../../contract/cases.ts';
import { CaseSelect, isChosen, NO_CASE, useChosenCase } from '../../cases/case-select.tsx';
import { tellAdded } from '../../cases/tell-added.tsx';
import { useCaseAction } from '../../cases/use-case-action.ts';
import { DialogForm } from '../../forms/dialog-form.tsx';

interface AddBookmarkModalProps {
  readonly bookmark: Bookmark;
  readonly onClose: () => void;
}

/** Puts a bookmark into a case. */
export function AddBookmarkModal({ bookmark, onClose }: AddBookmarkModalProps) {
  const t = useTranslations();
  const chosen = useChosenCase();
  const put = useCaseAction(CASE_ROUTES.putBookmark);
  const [choice, setChoice] = useState(NO_CASE);
  const submit = async (): Promise<void> => {
    const caseId = await chosen.open(choice);
    setChoice({ id: caseId, title: null });
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
        isReady={isChosen(choice)}
        isPending={chosen.isPending || put.isPending}
        // A failure is shown from the mutation's own state.
        onSubmit={() => void submit().catch(() => undefined)}
        onCancel={onClose}
      >
        <CaseSelect value={choice} onChange={setChoice} />
      </DialogForm>
    </OpenDialog>
  );
}
