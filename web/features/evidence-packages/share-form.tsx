import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { MAX_SHARE_DAYS, MakeShare } from '../../contract/shares.ts';
import { DialogForm } from '../forms/dialog-form.tsx';

interface ShareFormProps {
  readonly made: EvidencePackageSummary;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: MakeShare) => void;
  readonly onCancel: () => void;
}

const USUAL_DAYS = 7;

export function ShareForm({ made, isPending, error, onSubmit, onCancel }: ShareFormProps) {
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
