import { Button, Group, Stack, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import type { CaseId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { Clip } from '../../contract/cases.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { MIN_REASON, startOfDay } from '../retention/hold-form.ts';
import styles from './cases.module.css';
import { useHoldCase } from './use-hold-case.ts';

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
  const words = useErrorWords();
  const hold = useHoldCase();
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState<string | null>(null);
  const save = (): void =>
    hold.mutate(
      {
        ...{ case: caseId, clip: clip?.id ?? null, reason },
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
      <Stack gap={14}>
        {hold.error === null ? null : <FormAlert tone="bad">{words(hold.error)}</FormAlert>}
        <p className={styles['text']}>{t('cases.holdText', { clips })}</p>
        <Textarea
          label={t('retention.reason')}
          placeholder={t('retention.reasonPlaceholder')}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
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
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            onClick={save}
            disabled={reason.trim().length < MIN_REASON}
            loading={hold.isPending}
          >
            {t('retention.place')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
