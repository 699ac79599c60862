import { Group } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { DELETION_ROUTES } from '../../contract/deletions.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { type DeletionForm, EMPTY_DELETION, requestOf, stretchOf } from './deletion-form.ts';
import { DeletionPreview } from './deletion-preview.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

/** Asks for a person's recordings of some days to be deleted; somebody else must approve it. */
export function RequestDeletionModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const request = useRouteMutation(DELETION_ROUTES.requestDeletion, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const [form, setForm] = useState<DeletionForm>(EMPTY_DELETION);
  const change = (part: Partial<DeletionForm>): void => setForm({ ...form, ...part });
  const stretch = stretchOf(form);
  const wish = requestOf(form);
  const save = (): void => {
    if (wish === null) return;
    request.mutate(wish, {
      onSuccess: () => {
        notifications.show({ message: t('retention.requestDone') });
        onClose();
      },
    });
  };
  const isBackwards = form.from !== null && form.to !== null && form.to < form.from;
  const day = { valueFormat: 'YYYY-MM-DD', placeholder: 'YYYY-MM-DD', required: true } as const;
  return (
    <OpenDialog onClose={onClose} title={t('retention.requestTitle')}>
      <DialogForm
        error={request.error}
        confirm={t('retention.request')}
        isReady={wish !== null}
        isPending={request.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <PersonSelect
          label={t('retention.person')}
          placeholder={t('retention.choosePerson')}
          required
          data-autofocus
          // Its list would lie over a dialog that has just opened; typing opens it.
          openOnFocus={false}
          value={form.person}
          onChange={(person) => change({ person: person?.id ?? null })}
        />
        <Group grow gap={12} align="flex-start">
          <DateInput
            {...day}
            label={t('retention.firstDay')}
            maxDate={new Date()}
            value={form.from}
            onChange={(from) => change({ from })}
          />
          <DateInput
            {...day}
            label={t('retention.lastDay')}
            maxDate={new Date()}
            value={form.to}
            onChange={(to) => change({ to })}
            error={isBackwards ? t('retention.lastDayInvalid') : null}
          />
        </Group>
        <ReasonField
          label={t('retention.reason')}
          placeholder={t('retention.requestReasonPlaceholder')}
          value={form.reason}
          onChange={(reason) => change({ reason })}
        />
        {stretch === null ? null : <DeletionPreview stretch={stretch} />}
        <p className={styles['text']}>{t('retention.requestText')}</p>
      </DialogForm>
    </OpenDialog>
  );
}
