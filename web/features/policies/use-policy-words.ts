import { formatBytes } from '@workcompanion/core/format-bytes';
import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { type PolicyWord, policyText, policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale } from 'next-intl';

/** What a policy means, rule by rule. */
export function usePolicyWords(): (policy: PolicyBody) => readonly PolicyWord[] {
  const locale = useLocale();
  return (policy) => policyWords(policy, policyText(locale), (value) => formatBytes(value, locale));
}
