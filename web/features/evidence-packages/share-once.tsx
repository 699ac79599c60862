import { Button, Group, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import type { ShareMade } from '../../contract/shares.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './evidence-packages.module.css';

interface ShareOnceProps {
  readonly share: ShareMade;
  readonly onDone: () => void;
}

/** Link and passcode, this once. */
export function ShareOnce({ share, onDone }: ShareOnceProps) {
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
