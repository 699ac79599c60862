'use client';

import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { Clip } from '../../contract/cases.ts';
import { EXPORT_ROUTES } from '../../contract/exports.ts';
import { PurposeReason } from '../../contract/watching.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { displayNames } from '../cases/display-names.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { BlurFields } from './blur-fields.tsx';
import { EMPTY_EXPORT, type ExportForm, exportOf } from './export-form.ts';
import styles from './exports.module.css';
import { PasswordFields } from './password-fields.tsx';
import { WithholdFields } from './withhold-fields.tsx';

interface ExportModalProps {
  readonly clip: Clip;
  readonly onClose: () => void;
  readonly onAsked: () => void;
}

/** Asks for a package of a clip: what for, protected or not, and what of it must not be seen. */
export function ExportModal({ clip, onClose, onAsked }: ExportModalProps) {
  const t = useTranslations();
  // It holds a password: nothing of it is kept.
  const request = useRouteMutation(EXPORT_ROUTES.requestExport, {
    gcTime: 0,
    refreshes: SHOWN_OF_CASES,
  });
  const { data: settings } = useRoute(EXPORT_ROUTES.showExportSettings, undefined);
  const needsSecond = settings?.secondPerson ?? false;
  const [form, setForm] = useState<ExportForm>(EMPTY_EXPORT);
  const change = (part: Partial<ExportForm>): void => setForm({ ...form, ...part });
  const redact = (part: Partial<ExportForm['redaction']>): void =>
    change({ redaction: { ...form.redaction, ...part } });
  const wish = exportOf(form, clip);
  const submit = (): void => {
    if (wish === null) return;
    request.mutate(wish, {
      onSuccess: ({ state }) => {
        const waits = state === 'awaiting-approval';
        notifications.show({
          message: t(waits ? 'exports.requestedApproval' : 'exports.requested'),
        });
        onAsked();
      },
    });
  };
  return (
    <OpenDialog onClose={onClose} size={600} title={t('exports.title')} closeOnClickOutside={false}>
      <DialogForm
        error={request.error}
        confirm={t(needsSecond ? 'exports.submitAsk' : 'exports.submit')}
        isReady={wish !== null}
        isPending={request.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('exports.lead')}</p>
        <PurposeFields form={form} onChange={change} />
        <div>
          <span className={styles['label']}>{t('exports.displays')}</span>
          {displayNames(clip.displays)}
          <small className={styles['text']}> {t('exports.displaysHint')}</small>
        </div>
        <PasswordFields value={form.password} onChange={(password) => change({ password })} />
        <WithholdFields
          clip={clip}
          value={form.redaction.withheld}
          onChange={(withheld) => redact({ withheld })}
        />
        <BlurFields
          clip={clip}
          value={form.redaction.blurred}
          onChange={(blurred) => redact({ blurred })}
        />
        {clip.disclosesWindow ? (
          <FormAlert tone="info">{t('exports.disclosesWindow')}</FormAlert>
        ) : null}
        {needsSecond ? <FormAlert tone="info">{t('exports.secondPerson')}</FormAlert> : null}
      </DialogForm>
    </OpenDialog>
  );
}

interface PurposeFieldsProps {
  readonly form: ExportForm;
  readonly onChange: (part: Partial<ExportForm>) => void;
}

function PurposeFields({ form, onChange }: PurposeFieldsProps) {
  const t = useTranslations('exports');
  const reasons = useTranslations('watching.reasons');
  return (
    <>
      <Select
        label={t('reason')}
        data={PurposeReason.options.map((value) => ({ value, label: reasons(value) }))}
        value={form.reason}
        allowDeselect={false}
        onChange={(value) => {
          const reason = PurposeReason.safeParse(value);
          if (reason.success) onChange({ reason: reason.data });
        }}
      />
      <ReasonField
        label={t('note')}
        placeholder={t('notePlaceholder')}
        isFirst
        value={form.note}
        onChange={(note) => onChange({ note })}
      />
    </>
  );
}
