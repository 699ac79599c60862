import type { PolicyBody } from './policy-field.ts';
import { POLICY_RULES } from './policy-rules.ts';
import { en, type PolicyText } from './words/en.ts';
import { zhCn } from './words/zh-cn.ts';

/** One rule in words. `id` is the same in every policy. */
export interface PolicyWord {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly concerns: 'person' | 'computer' | 'operation';
  /** False where the policy leaves everything as it always is. */
  readonly isSet: boolean;
}

export function policyText(locale: string): PolicyText {
  return locale === 'zh-CN' ? zhCn : en;
}

/** What a policy means, rule by rule. */
export function policyWords(
  policy: PolicyBody,
  text: PolicyText,
  bytes: (value: number) => string,
): readonly PolicyWord[] {
  return POLICY_RULES.map(({ id, concerns, says }) => {
    const words: { readonly label: string; readonly unset?: string } = text.rules[id];
    const value = says(policy, { text, bytes });
    return {
      id,
      label: words.label,
      value: value ?? words.unset ?? '',
      concerns,
      isSet: value !== null,
    };
  });
}
