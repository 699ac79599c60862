'use client';

import { Button, NumberInput, Select, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBellPlus } from '@tabler/icons-react';
import { PurposeReason } from '@workcompanion/core/access';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { MOST_SAVED_DAYS, SAVED_SEARCH_ROUTES } from '../../contract/saved-searches.ts';
import type { StartSearch } from '../../contract/search.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useDates } from '../format/use-dates.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from './search.module.css';

const USUAL_DAYS = 30;

interface SaveSearchButtonProps {
  /** What is asked for now: it goes on from there. */
  readonly wish: StartSearch;
  readonly onSaved: () => void;
}

/** Lets a search look again by itself until it ends, once a second person has agreed. */
export function SaveSearchButton({ wish, onSaved }: SaveSearchButtonProps) {
  const t = useTranslations('search.saved');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconBellPlus size={15} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('save')}
      </Button>
      {isOpen ? <SaveDialog wish={wish} onSaved={onSaved} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface SaveDialogProps extends SaveSearchButtonProps {
  readonly onClose: () => void;
}

function SaveDialog({ wish, onSaved, onClose }: SaveDialogProps) {
  const t = useTranslations('search.saved');
  const reasons = useTranslations('watching.reasons');
  const dates = useDates();
  const tellAsked = useTellAsked();
  const save = useRouteMutation(SAVED_SEARCH_ROUTES.saveSearch, {
    refreshes: [SAVED_SEARCH_ROUTES.listSavedSearches],
  });
  const [reason, setReason] = useState<PurposeReason | null>(null);
  const [note, setNote] = useState('');
  const [days, setDays] = useState<number | string>(USUAL_DAYS);
  const { words, numbers, program, places, isFrontOnly, person, team, from } = wish;
  const submit = (): void => {
    if (reason === null) return;
    save.mutate(
      {
        words,
        numbers,
        program,
        places,
        isFrontOnly,
        person,
        team,
        from,
        reason,
        note,
        days: Number(days),
      },
      {
        onSuccess: (answer) => {
          if (!tellAsked(answer)) notifications.show({ message: t('begun') });
          onClose();
          onSaved();
        },
      },
    );
  };
  return (
    <OpenDialog onClose={onClose} size={500} title={t('saveTitle')}>
      <DialogForm
        error={save.error}
        confirm={t('ask')}
        isReady={reason !== null && note.trim() !== '' && Number(days) >= 1}
        isPending={save.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={styles['explained']}>{t('explain', { date: dates.day(from) })}</p>
        <Select
          label={t('reason')}
          data={PurposeReason.options.map((value) => ({ value, label: reasons(value) }))}
          value={reason}
          onChange={(chosen) => setReason(PurposeReason.safeParse(chosen).data ?? null)}
          required
          data-autofocus
        />
        <Textarea
          label={t('note')}
          description={t('noteHint')}
          maxLength={500}
          autosize
          minRows={2}
          required
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <NumberInput
          label={t('days')}
          description={t('daysHint', { most: MOST_SAVED_DAYS })}
          min={1}
          max={MOST_SAVED_DAYS}
          allowDecimal={false}
          clampBehavior="strict"
          w={240}
          value={days}
          onChange={setDays}
        />
      </DialogForm>
    </OpenDialog>
  );
}
