'use client';

import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconKey } from '@tabler/icons-react';
import { PurposeReason } from '@workcompanion/core/access';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyIcon } from '../../components/copy-field.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { Clip } from '../../contract/clips.ts';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { StrengthHint } from '../auth/new-password-input.tsx';
import { displaysInWords } from '../cases/displays-in-words.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { BlurFields } from './blur-fields.tsx';
import { CoverFields } from './cover-fields.tsx';
import {
  EMPTY_EVIDENCE_PACKAGE,
  type EvidencePackageForm,
  evidencePackageOf,
  suggestPassword,
} from './evidence-package-form.ts';
import styles from './evidence-packages.module.css';
import { ProofFields } from './proof-fields.tsx';
import { WithholdFields } from './withhold-fields.tsx';

interface EvidencePackageModalProps {
  readonly clip: Clip;
  readonly onClose: () => void;
  readonly onAsked: () => void;
}

interface PasswordFieldsProps {
  /** Null: without. */
  readonly value: string | null;
  readonly onChange: (password: string | null) => void;
}

/** Asks for a package of a clip: what for, protected or not, and what of it must not be seen. */
export function EvidencePackageModal({ clip, onClose, onAsked }: EvidencePackageModalProps) {
  const t = useTranslations();
  // It holds a password: nothing of it is kept.
  const request = useRouteMutation(EVIDENCE_PACKAGE_ROUTES.requestEvidencePackage, {
    gcTime: 0,
    refreshes: SHOWN_OF_CASES,
  });
  const { data: settings } = useRoute(
    EVIDENCE_PACKAGE_ROUTES.showEvidencePackageSettings,
    undefined,
  );
  const needsSecond = settings?.secondPerson ?? false;
  const [form, setForm] = useState<EvidencePackageForm>(EMPTY_EVIDENCE_PACKAGE);
  const change = (part: Partial<EvidencePackageForm>): void => setForm({ ...form, ...part });
  const redact = (part: Partial<EvidencePackageForm['redaction']>): void =>
    change({ redaction: { ...form.redaction, ...part } });
  const wish = evidencePackageOf(form, clip);
  const submit = (): void => {
    if (wish === null) return;
    request.mutate(wish, {
      onSuccess: ({ state }) => {
        const waits = state === 'awaiting-approval';
        notifications.show({
          message: t(waits ? 'evidencePackages.requestedApproval' : 'evidencePackages.requested'),
        });
        onAsked();
      },
    });
  };
  return (
    <OpenDialog
      onClose={onClose}
      size={600}
      title={t('evidencePackages.title')}
      closeOnClickOutside={false}
    >
      <DialogForm
        error={request.error}
        confirm={t(needsSecond ? 'evidencePackages.submitAsk' : 'evidencePackages.submit')}
        isReady={wish !== null}
        isPending={request.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('evidencePackages.lead')}</p>
        <PurposeFields form={form} onChange={change} />
        <div>
          <span className={styles['label']}>{t('evidencePackages.displays')}</span>
          {displaysInWords(clip.displays)}
          <small className={styles['text']}> {t('evidencePackages.displaysHint')}</small>
        </div>
        <ProofFields
          clip={clip}
          onceProvable={form.onceProvable}
          onChange={(onceProvable) => change({ onceProvable })}
        />
        <Checkbox
          label={t('evidencePackages.clockVideos')}
          description={t('evidencePackages.clockVideosHint')}
          checked={form.clockVideos || form.redaction.blurred.length > 0}
          disabled={form.redaction.blurred.length > 0}
          onChange={(event) => change({ clockVideos: event.currentTarget.checked })}
        />
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
        <CoverFields
          clip={clip}
          value={form.redaction.blurred}
          onChange={(blurred) => redact({ blurred })}
        />
        {clip.disclosesWindow ? (
          <FormAlert tone="info">{t('evidencePackages.disclosesWindow')}</FormAlert>
        ) : null}
        {needsSecond ? (
          <FormAlert tone="info">{t('evidencePackages.secondPerson')}</FormAlert>
        ) : null}
      </DialogForm>
    </OpenDialog>
  );
}

interface PurposeFieldsProps {
  readonly form: EvidencePackageForm;
  readonly onChange: (part: Partial<EvidencePackageForm>) => void;
}

function PurposeFields({ form, onChange }: PurposeFieldsProps) {
  const t = useTranslations('evidencePackages');
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

/** A password for the zip, of one's own or suggested; it is shown now and never again. */
function PasswordFields({ value, onChange }: PasswordFieldsProps) {
  const t = useTranslations();
  return (
    <Stack gap={8}>
      <Checkbox
        label={t('evidencePackages.protect')}
        description={t('evidencePackages.protectHint')}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? '' : null)}
      />
      {value === null ? null : (
        <div className={styles['box']}>
          <Group gap={8} align="flex-end" wrap="nowrap">
            <TextInput
              label={t('evidencePackages.password')}
              description={<StrengthHint password={value} />}
              maxLength={128}
              autoComplete="off"
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
              style={{ flex: 1 }}
              rightSection={
                value === '' ? null : (
                  <CopyIcon
                    value={value}
                    label={t('evidencePackages.password')}
                    copyText={t('common.copy')}
                    copiedText={t('common.copied')}
                  />
                )
              }
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
            <Button
              variant="default"
              mb={24}
              leftSection={<IconKey size={15} aria-hidden="true" />}
              onClick={() => onChange(suggestPassword())}
            >
              {t('evidencePackages.generate')}
            </Button>
          </Group>
          <p className={styles['text']}>{t('evidencePackages.passwordOnce')}</p>
        </div>
      )}
    </Stack>
  );
}
