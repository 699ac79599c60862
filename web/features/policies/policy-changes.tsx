'use client';

import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { changedWords, policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import styles from './policy-changes.module.css';

interface PolicyChangesProps {
  readonly before: PolicyBody;
  readonly after: PolicyBody;
}

/** What one policy says differently than another: what it was, and what it is. */
export function PolicyChanges({ before, after }: PolicyChangesProps) {
  const t = useTranslations('policies');
  const locale = useLocale();
  const changes = changedWords(policyWords(before, locale), policyWords(after, locale));
  if (changes.length === 0) return <p className={styles['none']}>{t('unchanged')}</p>;
  return (
    <dl className={styles['list']}>
      {changes.map(({ id, label, value, before: old }) => (
        <div key={id} className={styles['change']}>
          <dt>{label}</dt>
          <dd>
            <del>{old}</del>
            <ins>{value}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
