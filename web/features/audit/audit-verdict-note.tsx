'use client';

import { Alert } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import type { AuditVerdict as Verdict } from '../../contract/audit.ts';
import styles from './audit-view.module.css';

export function AuditVerdictNote({ verdict }: { readonly verdict: Verdict }) {
  const t = useTranslations();
  if (!verdict.ok) {
    return (
      <Alert
        className={styles['verdict'] ?? ''}
        role="alert"
        variant="light"
        radius="md"
        color="red"
        icon={<IconShieldX size={18} />}
      >
        {t(`audit.broken.${verdict.problem}`, {
          seq: verdict.seq,
          checkpoint: verdict.checkpoint ?? 0,
        })}
      </Alert>
    );
  }
  return (
    <Alert
      className={styles['verdict'] ?? ''}
      role="status"
      variant="light"
      radius="md"
      color="teal"
      icon={<IconShieldCheck size={18} />}
    >
      <p>{t('audit.whole', { count: verdict.count })}</p>
      <CopyField
        value={verdict.head}
        label={t('audit.seal')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
    </Alert>
  );
}
