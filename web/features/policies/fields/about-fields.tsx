'use client';

import { Input, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyForm } from '../policy-form.ts';
import { TargetFields } from '../target-fields.tsx';

export function AboutFields({ form }: { readonly form: PolicyForm }) {
  const t = useTranslations('policies');
  const { scope, target } = form.values;
  return (
    <fieldset className={styles['section']}>
      <legend>{t('about')}</legend>
      <TextInput
        label={t('fields.name')}
        placeholder={t('fields.namePlaceholder')}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('fields.note')}
        placeholder={t('fields.notePlaceholder')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('note')}
      />
      <Input.Wrapper label={t('fields.target')} error={form.errors['target']}>
        <TargetFields
          scopes={['none', 'all', 'team', 'device']}
          scope={scope}
          target={target}
          onChange={(nextScope, nextTarget) =>
            form.setValues({ scope: nextScope, target: nextTarget })
          }
        />
      </Input.Wrapper>
    </fieldset>
  );
}
