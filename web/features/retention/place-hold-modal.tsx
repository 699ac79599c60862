import { Group } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { HOLD_ROUTES } from '../../contract/holds.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { EMPTY_HOLD, type HoldForm, holdOf } from './hold-form.ts';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

/** Keeps a person's footage of some days from being deleted. */
export function PlaceHoldModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const place = useRouteMutation(HOLD_ROUTES.placeHold, { refreshes: SHOWN_OF_RETENTION });
  const [form, setForm] = useState<HoldForm>(EMPTY_HOLD);
  const change = (part: Partial<HoldForm>): void => setForm({ ...form, ...part });
  const wish = holdOf(form, Date.now() * 1000);
  const save = (): void => {
    if (wish === null) return;
    place.mutate(wish, {
      onSuccess: ({ keysGone }) => {
        notifications.show(
          keysGone === 0
            ? { message: t('retention.placeDone') }
            : { color: 'orange', message: t('retention.placeGone', { days: keysGone }) },
        );
        onClose();
      },
    });
  };
  const isBackwards = form.from !== null && form.to !== null && form.to < form.from;
  return (
    <OpenDialog onClose={onClose} title={t('retention.placeTitle')}>
      <DialogForm
        error={place.error}
        confirm={t('retention.place')}
        isReady={wish !== null}
        isPending={place.isPending}
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
            label={t('retention.firstDay')}
            valueFormat="YYYY-MM-DD"
            placeholder="YYYY-MM-DD"
            required
            value={form.from}
            onChange={(from) => change({ from })}
          />
          <DateInput
            label={t('retention.lastDay')}
            description={t('retention.lastDayHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            valueFormat="YYYY-MM-DD"
            placeholder="YYYY-MM-DD"
            clearable
            value={form.to}
            onChange={(to) => change({ to })}
            error={isBackwards ? t('retention.lastDayInvalid') : null}
          />
        </Group>
        <DateInput
          label={t('retention.expires')}
          description={t('retention.expiresHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={new Date()}
          clearable
          value={form.expires}
          onChange={(expires) => change({ expires })}
        />
        <ReasonField
          label={t('retention.reason')}
          placeholder={t('retention.reasonPlaceholder')}
          value={form.reason}
          onChange={(reason) => change({ reason })}
        />
      </DialogForm>
    </OpenDialog>
  );
}
