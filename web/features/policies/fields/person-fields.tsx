'use client';

import { NumberInput, Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { FieldSection } from './field-section.tsx';

export function PersonFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  return (
    <FieldSection title={t('sections.person')}>
      <Switch label={t('fields.pause')} {...form.getInputProps('mayPause', { type: 'checkbox' })} />
      {form.values.mayPause ? (
        <NumberInput
          label={t('fields.minutes')}
          min={1}
          max={1440}
          w={220}
          allowDecimal={false}
          clampBehavior="blur"
          {...form.getInputProps('pauseMinutes')}
        />
      ) : null}
    </FieldSection>
  );
}
