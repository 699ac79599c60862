import { useTranslations } from 'next-intl';
import type { DeletionSummary } from '../../contract/retention.ts';
import styles from './retention.module.css';
import { useRuleWords } from './use-rule-words.ts';

/** The rule that a deletion went by, or who asked for it and why. */
export function DeletionCause({ deletion }: { readonly deletion: DeletionSummary }) {
  const t = useTranslations('retention');
  const { whom, kept } = useRuleWords();
  const { rule, request } = deletion;
  if (rule !== null) {
    return (
      <>
        {kept(rule.days)}
        <span className={styles['under']}>{whom(rule)}</span>
      </>
    );
  }
  if (request === null) return null;
  const { reason, requestedBy, approvedBy } = request;
  return (
    <>
      {reason}
      <span className={styles['under']}>
        {t('requestedAndApproved', { requestedBy, approvedBy })}
      </span>
    </>
  );
}
