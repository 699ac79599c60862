'use client';

import { Button, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';

interface RecoveryCodeListProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodeList({ codes, onDone }: RecoveryCodeListProps) {
  const t = useTranslations();
  return (
    <div className={styles['form']}>
      <FormAlert tone="info">
        <strong>{t('account.codesTitle')}</strong>
        <br />
        {t('account.codesText')}
      </FormAlert>
      <ol className={styles['codes']} aria-label={t('account.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap={8}>
        <Button onClick={onDone}>{t('account.codesDone')}</Button>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={copy}
            >
              {t(copied ? 'common.copied' : 'account.copyCodes')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
