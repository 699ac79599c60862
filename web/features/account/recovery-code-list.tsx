'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FormAlert } from '../auth/form-alert.tsx';
import styles from './account-view.module.css';

interface RecoveryCodeListProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodeList({ codes, onDone }: RecoveryCodeListProps) {
  const t = useTranslations('account');
  return (
    <div className={styles['form']}>
      <FormAlert tone="info">
        <strong>{t('codesTitle')}</strong>
        <br />
        {t('codesText')}
      </FormAlert>
      <ol className={styles['codes']} aria-label={t('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Button onClick={onDone}>{t('codesDone')}</Button>
    </div>
  );
}
