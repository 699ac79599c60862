'use client';

import type { Policy } from '@workcompanion/core/protocol/policy';
import { useTranslations } from 'next-intl';
import type { PolicySummary } from '../../contract/policies.ts';
import { PolicyChanges } from './policy-changes.tsx';
import styles from './policy-editor.module.css';
import { type PolicyFormValues, policyBodyOf } from './policy-form-values.ts';
import { PolicyWords } from './policy-words.tsx';

interface PolicyPreviewProps {
  readonly base: PolicySummary;
  readonly values: PolicyFormValues;
}

/** The policy that the form describes, in words, and what it changes. */
export function PolicyPreview({ base, values }: PolicyPreviewProps) {
  const t = useTranslations('policies');
  const body = policyBodyOf(values, base.body);
  const before = base.body.notice;
  const isSameNotice =
    before.text.en === body.notice.text.en && before.text['zh-CN'] === body.notice.text['zh-CN'];
  const version = isSameNotice ? before.version : before.version + 1;
  const policy: Omit<Policy, 'version'> = { ...body, notice: { ...body.notice, version } };
  return (
    <aside className={styles['preview']}>
      <section>
        <h2>{t('newChanges')}</h2>
        <PolicyChanges before={base.body} after={policy} />
        {isSameNotice ? null : <p className={styles['warning']}>{t('newNotice')}</p>}
      </section>
      <section>
        <h2>{t('rules')}</h2>
        <PolicyWords policy={policy} />
      </section>
    </aside>
  );
}
