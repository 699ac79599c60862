import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import type { CaseId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { CASE_ROUTES } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { startOfDay } from '../retention/hold-form.ts';
import styles from './cases.module.css';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

interface HoldModalProps {
  readonly caseId: CaseId;
  /** Null: all of the case. */
  readonly clip: Clip | null;
  readonly clips: number;
  readonly onClose: () => void;
}

/** Keeps the footage of one clip, or of all, from being deleted. */
export function HoldModal({ caseId, clip, clips, onClose }: HoldModalProps) {
  const t = useTranslations();
  const hold = useRouteMutation(CASE_ROUTES.holdCase, { refreshes: SHOWN_OF_CASES });
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState<string | null>(null);
  const save = (): void =>
    hold.mutate(
      {
        case: caseId,
        clip: clip?.id ?? null,
        reason,
        expiresAt: expires === null ? null : startOfDay(expires, 1),
      },
      {
        onSuccess: ({ holds, keysGone }) => {
          notifications.show(
            keysGone === 0
              ? { message: t('cases.holdDone', { holds }) }
              : { color: 'orange', message: t('retention.placeGone', { days: keysGone }) },
          );
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('cases.holdTitle')} size={440}>
      <DialogForm
        error={hold.error}
        confirm={t('retention.place')}
        isReady={Reason.safeParse(reason).success}
        isPending={hold.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('cases.holdText', { clips })}</p>
        <ReasonField
          label={t('retention.reason')}
          placeholder={t('retention.reasonPlaceholder')}
          isFirst
          value={reason}
          onChange={setReason}
        />
        <DateInput
          label={t('retention.expires')}
          description={t('retention.expiresHint')}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={new Date()}
          clearable
          value={expires}
          onChange={setExpires}
        />
      </DialogForm>
    </OpenDialog>
  );
}
