'use client';

import { Input, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { TargetFields } from '../target-fields.tsx';
import { FieldSection } from './field-section.tsx';

export function AboutFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  const { scope, target } = form.values;
  return (
    <FieldSection title={t('sections.about')}>
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
    </FieldSection>
  );
}
