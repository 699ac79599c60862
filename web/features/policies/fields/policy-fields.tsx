'use client';

import { Text } from '@mantine/core';
import { POLICY_SECTIONS } from '@workcompanion/core/policy/policy-field';
import { POLICY_RULES } from '@workcompanion/core/policy/policy-rules';
import { policyText } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyForm } from '../policy-form.ts';
import { PolicyFieldInput } from './policy-field-input.tsx';

/** Every value of a policy, in the parts that its rules name. */
export function PolicyFields({ form }: { readonly form: PolicyForm }) {
  const t = useTranslations('policies');
  const text = policyText(useLocale());
  const fieldsOf = (part: string) =>
    POLICY_RULES.filter(({ section }) => section === part).flatMap(({ fields }) => fields);
  return POLICY_SECTIONS.map((section) => (
    <fieldset key={section} className={styles['section']}>
      <legend>{text.sections[section]}</legend>
      {section === 'excluded' ? (
        <Text size="sm" c="dimmed">
          {t('fields.excludedHint')}
        </Text>
      ) : null}
      <div className={styles['pair']}>
        {fieldsOf(section)
          .filter(({ shownIf }) => shownIf?.(form.values.body) ?? true)
          .map((field) => (
            <PolicyFieldInput key={field.path} form={form} field={field} />
          ))}
      </div>
    </fieldset>
  ));
}
