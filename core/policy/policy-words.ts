import { formatBytes } from '../format-bytes.ts';
import type { PolicyBody } from './policy-field.ts';
import { POLICY_RULES } from './policy-rules.ts';
import { de } from './words/de.ts';
import { en, type PolicyText, type RuleText } from './words/en.ts';
import { es } from './words/es.ts';
import { ja } from './words/ja.ts';
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

const RULE_TEXTS: Readonly<Record<string, RuleText>> = { de, es, ja };

/** What a policy means, rule by rule. */
export function policyWords(policy: PolicyBody, locale: string): readonly PolicyWord[] {
  const text = RULE_TEXTS[locale] ?? policyText(locale);
  const bytes = (value: number): string => formatBytes(value, locale);
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

type Word = Pick<PolicyWord, 'id' | 'label' | 'value'>;

export interface ChangedWord extends Word {
  /** What it was; null when that policy said nothing of it. */
  readonly before: string | null;
}

/** What is different in `after`, in its order. */
export function changedWords(
  before: readonly Word[],
  after: readonly Word[],
): readonly ChangedWord[] {
  const old = new Map(before.map(({ id, value }) => [id, value]));
  return after
    .filter(({ id, value }) => old.get(id) !== value)
    .map((word) => ({ ...word, before: old.get(word.id) ?? null }));
}
