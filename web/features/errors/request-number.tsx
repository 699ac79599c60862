'use client';

import { CopyButton, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { requestIdOf } from '../api/error-of.ts';
import styles from './request-number.module.css';

/** The request's number, if the server gave one; a click copies it. */
export function RequestNumber({ error }: { readonly error: unknown }) {
  const t = useTranslations('common');
  const id = requestIdOf(error);
  if (id === null) return null;
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <UnstyledButton className={styles['number']} onClick={copy} title={t('copyRequestId')}>
          {copied ? t('copied') : t('requestId', { id })}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
