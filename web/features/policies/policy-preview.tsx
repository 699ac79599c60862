'use client';

import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { useTranslations } from 'next-intl';
import { PolicyChanges } from './policy-changes.tsx';
import styles from './policy-editor.module.css';
import { PolicyWords } from './policy-words.tsx';

interface PolicyPreviewProps {
  readonly base: PolicyBody;
  readonly body: PolicyBody;
}

/** The policy that the form describes, in words, and what it changes. */
export function PolicyPreview({ base, body }: PolicyPreviewProps) {
  const t = useTranslations('policies');
  const before = base.notice;
  const isSameNotice =
    before.text.en === body.notice.text.en && before.text['zh-CN'] === body.notice.text['zh-CN'];
  const version = isSameNotice ? before.version : before.version + 1;
  const policy: PolicyBody = { ...body, notice: { ...body.notice, version } };
  return (
    <aside className={styles['preview']}>
      <section>
        <h2>{t('newChanges')}</h2>
        <PolicyChanges before={base} after={policy} />
        {isSameNotice ? null : <p className={styles['warning']}>{t('newNotice')}</p>}
      </section>
      <section>
        <h2>{t('rules')}</h2>
        <PolicyWords policy={policy} />
      </section>
    </aside>
  );
}
