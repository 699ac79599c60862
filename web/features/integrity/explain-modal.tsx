import { Group, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { DEVICE_ROUTES } from '../../contract/devices.ts';
import { type CheckpointContradiction, INTEGRITY_ROUTES } from '../../contract/integrity.ts';
import { OVERVIEW_ROUTES } from '../../contract/overview.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import styles from './integrity.module.css';

interface ExplainModalProps {
  /** Those without an explanation: what is proposed covers them all. */
  readonly unexplained: readonly CheckpointContradiction[];
  readonly onClose: () => void;
}

/** Why computers remember other checkpoints of some numbers; that stays on record with a name. */
export function ExplainModal({ unexplained, onClose }: ExplainModalProps) {
  const t = useTranslations();
  const explain = useRouteMutation(INTEGRITY_ROUTES.explainHistory, {
    refreshes: [
      INTEGRITY_ROUTES.readIntegrity,
      INTEGRITY_ROUTES.listFindings,
      // Also its alarm elsewhere.
      OVERVIEW_ROUTES.readOverview,
      DEVICE_ROUTES.listDevices,
    ],
  });
  const numbers = unexplained.map(({ checkpoint }) => checkpoint);
  const [first, setFirst] = useState<number | string>(Math.min(...numbers));
  const [last, setLast] = useState<number | string>(Math.max(...numbers));
  const [reason, setReason] = useState('');
  const isWhole = typeof first === 'number' && typeof last === 'number' && first <= last;
  const save = (): void => {
    if (!isWhole) return;
    explain.mutate(
      { firstCheckpoint: first, lastCheckpoint: last, reason },
      {
        onSuccess: () => {
          notifications.show({ message: t('integrity.explainDone') });
          onClose();
        },
      },
    );
  };
  const number = { min: 0, allowDecimal: false, allowNegative: false, required: true };
  return (
    <OpenDialog onClose={onClose} title={t('integrity.explainTitle')}>
      <DialogForm
        error={explain.error}
        confirm={t('integrity.explainSave')}
        isReady={isWhole && Reason.safeParse(reason).success}
        isPending={explain.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('integrity.explainText')}</p>
        <Group gap={12} grow align="start">
          <NumberInput
            label={t('integrity.firstCheckpoint')}
            value={first}
            onChange={setFirst}
            {...number}
          />
          <NumberInput
            label={t('integrity.lastCheckpoint')}
            value={last}
            onChange={setLast}
            {...number}
          />
        </Group>
        <ReasonField
          label={t('integrity.explainReason')}
          placeholder={t('integrity.explainExample')}
          isFirst
          value={reason}
          onChange={setReason}
        />
      </DialogForm>
    </OpenDialog>
  );
}
