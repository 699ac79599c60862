'use client';

import { TextInput } from '@mantine/core';
import type { Interval } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import { CASE_ROUTES } from '../../../contract/cases.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { CaseSelect, isChosen, NO_CASE, useChosenCase } from '../../cases/case-select.tsx';
import { SHOWN_OF_CASES } from '../../cases/shown-of-cases.ts';
import { tellAdded } from '../../cases/tell-added.tsx';
import { DialogForm } from '../../forms/dialog-form.tsx';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { type ClipForm, clipOf, faultOf } from './clip-form.ts';
import { ClipStretchFields } from './clip-stretch-fields.tsx';

interface AddClipModalProps {
  readonly stretch: Interval;
  readonly onClose: () => void;
}

/** Puts the chosen stretch into a case, exact to the frame. */
export function AddClipModal({ stretch, onClose }: AddClipModalProps) {
  const t = useTranslations();
  const { day, focus, selection } = useDayScope();
  const chosen = useChosenCase();
  const make = useRouteMutation(CASE_ROUTES.makeClip, { refreshes: SHOWN_OF_CASES });
  const [choice, setChoice] = useState(NO_CASE);
  const [form, setForm] = useState<ClipForm>({
    title: '',
    ...stretch,
    laneKeys: focus === null ? day.lanes.map(laneKey) : [focus],
  });
  const change = (part: Partial<ClipForm>): void => {
    const next = { ...form, ...part };
    setForm(next);
    if (next.from < next.to) selection.choose(next.from, next.to);
  };
  const isReady =
    isChosen(choice) &&
    form.title.trim() !== '' &&
    form.laneKeys.length > 0 &&
    faultOf(form) === null;
  const submit = async (): Promise<void> => {
    const caseId = await chosen.open(choice);
    // Tried again after a failure, it goes into the case that was made.
    setChoice({ id: caseId, title: null });
    const wish = clipOf(form, day, caseId);
    if (wish === null) return;
    await make.mutateAsync(wish);
    tellAdded({ caseId, message: t('cases.clip.done'), link: t('cases.clip.toCase') });
    onClose();
  };
  const error = chosen.error ?? make.error;
  return (
    <OpenDialog onClose={onClose} title={t('cases.clip.addTitle')} size={500}>
      <DialogForm
        error={error}
        confirm={t('cases.clip.save')}
        isReady={isReady}
        isPending={chosen.isPending || make.isPending}
        // A failure is shown from the mutation's own state.
        onSubmit={() => void submit().catch(() => undefined)}
        onCancel={onClose}
      >
        <CaseSelect value={choice} onChange={setChoice} />
        <TextInput
          label={t('cases.clip.title')}
          placeholder={t('cases.clip.titlePlaceholder')}
          maxLength={120}
          required
          value={form.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <ClipStretchFields form={form} onChange={change} />
      </DialogForm>
    </OpenDialog>
  );
}
