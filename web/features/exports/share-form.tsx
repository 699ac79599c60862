import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { ExportSummary } from '../../contract/exports.ts';
import { MAX_SHARE_DAYS, MakeShare } from '../../contract/shares.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';

interface ShareFormProps {
  readonly made: ExportSummary;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: MakeShare) => void;
  readonly onCancel: () => void;
}

const USUAL_DAYS = 7;

export function ShareForm({ made, isPending, error, onSubmit, onCancel }: ShareFormProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const [recipient, setRecipient] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const [mayDownload, setMayDownload] = useState(made.isProtected);
  const wish = MakeShare.safeParse({ export: made.id, recipient, days, mayDownload });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wish.success) onSubmit(wish.data);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        <p style={{ margin: 0, color: 'var(--wc-dim)' }}>{t('exports.shareLead')}</p>
        <TextInput
          label={t('exports.recipient')}
          placeholder={t('exports.recipientPlaceholder')}
          description={t('exports.recipientHint')}
          maxLength={100}
          required
          data-autofocus
          value={recipient}
          onChange={(event) => setRecipient(event.currentTarget.value)}
        />
        <NumberInput
          label={t('exports.days')}
          w={200}
          min={1}
          max={MAX_SHARE_DAYS}
          allowDecimal={false}
          clampBehavior="strict"
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
        />
        <Checkbox
          label={t('exports.mayDownload')}
          description={t(made.isProtected ? 'exports.mayDownloadOnly' : 'exports.mayDownloadHint')}
          checked={mayDownload}
          disabled={made.isProtected}
          onChange={(event) => setMayDownload(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!wish.success} loading={isPending}>
            {t('exports.makeShare')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
