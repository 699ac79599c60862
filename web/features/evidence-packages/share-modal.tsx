import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { MAX_SHARE_DAYS, MakeShare, SHARE_ROUTES, type ShareMade } from '../../contract/shares.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { useDates } from '../format/use-dates.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from './evidence-packages.module.css';

interface ShareModalProps {
  readonly made: EvidencePackageSummary;
  readonly onClose: () => void;
}

interface ShareFormProps {
  readonly made: EvidencePackageSummary;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: MakeShare) => void;
  readonly onCancel: () => void;
}

const USUAL_DAYS = 7;

interface ShareOnceProps {
  readonly share: ShareMade;
  readonly onDone: () => void;
}

/** First for whom and how long; then, this once, the link and its passcode. */
export function ShareModal({ made, onClose }: ShareModalProps) {
  const t = useTranslations('evidencePackages');
  // The answer holds link and passcode, this once: it is kept in no cache.
  const share = useRouteMutation(SHARE_ROUTES.makeShare, {
    gcTime: 0,
    refreshes: SHOWN_OF_CASES,
  });
  return (
    <OpenDialog
      onClose={onClose}
      size={480}
      title={t(share.data === undefined ? 'shareTitle' : 'shareMade')}
      closeOnClickOutside={false}
    >
      {share.data === undefined ? (
        <ShareForm
          made={made}
          isPending={share.isPending}
          error={share.error}
          onSubmit={(wish) => share.mutate(wish)}
          onCancel={onClose}
        />
      ) : (
        <ShareOnce share={share.data} onDone={onClose} />
      )}
    </OpenDialog>
  );
}

function ShareForm({ made, isPending, error, onSubmit, onCancel }: ShareFormProps) {
  const t = useTranslations();
  const [recipient, setRecipient] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const [mayDownload, setMayDownload] = useState(made.isProtected);
  const wish = MakeShare.safeParse({ evidencePackage: made.id, recipient, days, mayDownload });
  return (
    <DialogForm
      error={error}
      confirm={t('evidencePackages.makeShare')}
      isReady={wish.success}
      isPending={isPending}
      onSubmit={() => wish.success && onSubmit(wish.data)}
      onCancel={onCancel}
    >
      <p style={{ margin: 0, color: 'var(--wc-dim)' }}>{t('evidencePackages.shareLead')}</p>
      <TextInput
        label={t('evidencePackages.recipient')}
        placeholder={t('evidencePackages.recipientPlaceholder')}
        description={t('evidencePackages.recipientHint')}
        maxLength={100}
        required
        data-autofocus
        value={recipient}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
      <NumberInput
        label={t('evidencePackages.days')}
        w={200}
        min={1}
        max={MAX_SHARE_DAYS}
        allowDecimal={false}
        clampBehavior="strict"
        value={days}
        onChange={(value) => setDays(Number(value) || 1)}
      />
      <Checkbox
        label={t('evidencePackages.mayDownload')}
        description={t(
          made.isProtected
            ? 'evidencePackages.mayDownloadOnly'
            : 'evidencePackages.mayDownloadHint',
        )}
        checked={mayDownload}
        disabled={made.isProtected}
        onChange={(event) => setMayDownload(event.currentTarget.checked)}
      />
    </DialogForm>
  );
}

/** Link and passcode, this once. */
function ShareOnce({ share, onDone }: ShareOnceProps) {
  const t = useTranslations();
  const dates = useDates();
  const fields = [
    ['link', share.url],
    ['passcode', share.passcode],
  ] as const;
  return (
    <Stack gap={14}>
      <p className={styles['text']}>
        {t('evidencePackages.shareOnce', { date: dates.moment(share.expiresAt) })}
      </p>
      {fields.map(([name, value]) => (
        <div key={name} data-testid={`share-${name}`}>
          <span className={styles['label']}>{t(`evidencePackages.${name}`)}</span>
          <CopyField
            value={value}
            label={t(`evidencePackages.${name}`)}
            copyText={t('common.copy')}
            copiedText={t('common.copied')}
          />
        </div>
      ))}
      <p className={styles['text']}>{t('evidencePackages.shareLead')}</p>
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('evidencePackages.done')}</Button>
      </Group>
    </Stack>
  );
}
