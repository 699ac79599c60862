import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { HOLD_ROUTES, type HoldSummary } from '../../contract/holds.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

interface ReleaseModalProps {
  readonly hold: HoldSummary;
  readonly onClose: () => void;
}

/** Ends a hold, with a reason that stays in the audit log. */
export function ReleaseModal({ hold, onClose }: ReleaseModalProps) {
  const t = useTranslations();
  const release = useRouteMutation(HOLD_ROUTES.releaseHold, {
    refreshes: [...SHOWN_OF_RETENTION, ...SHOWN_OF_CASES],
  });
  const [reason, setReason] = useState('');
  const save = (): void =>
    release.mutate(
      { hold: hold.id, reason },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.releaseDone') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('retention.releaseTitle', { name: hold.person.name })}>
      <DialogForm
        error={release.error}
        confirm={t('retention.release')}
        isGrave
        isReady={Reason.safeParse(reason).success}
        isPending={release.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('retention.releaseText')}</p>
        <ReasonField
          label={t('retention.releaseReason')}
          isFirst
          value={reason}
          onChange={setReason}
        />
      </DialogForm>
    </OpenDialog>
  );
}
