'use client';

import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { FieldSection } from './field-section.tsx';

export function TrafficFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  return (
    <FieldSection title={t('sections.traffic')}>
      <div className={styles['pair']}>
        <NumberInput
          label={t('fields.concurrency')}
          min={1}
          max={16}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('concurrency')}
        />
        <NumberInput
          label={t('fields.rate')}
          placeholder={t('fields.ratePlaceholder')}
          min={17}
          allowDecimal={false}
          clampBehavior="blur"
          {...form.getInputProps('rate')}
        />
        <NumberInput
          label={t('fields.meteredRate')}
          description={t('fields.meteredRateHint')}
          placeholder={t('fields.meteredRatePlaceholder')}
          min={17}
          allowDecimal={false}
          clampBehavior="blur"
          {...form.getInputProps('meteredRate')}
        />
        <TextInput
          label={t('fields.uploadWindows')}
          description={t('fields.uploadWindowsHint')}
          placeholder={t('fields.uploadWindowsPlaceholder')}
          {...form.getInputProps('uploadWindows')}
        />
        <NumberInput
          label={t('fields.quota')}
          min={0.1}
          decimalScale={1}
          clampBehavior="blur"
          {...form.getInputProps('quotaGb')}
        />
        <NumberInput
          label={t('fields.free')}
          min={0}
          decimalScale={1}
          clampBehavior="blur"
          {...form.getInputProps('freeGb')}
        />
        <NumberInput
          label={t('fields.heartbeat')}
          description={t('fields.heartbeatHint')}
          min={1}
          max={300}
          allowDecimal={false}
          clampBehavior="blur"
          {...form.getInputProps('heartbeatSeconds')}
        />
        <Select
          label={t('fields.updates')}
          description={t('fields.updatesHint')}
          allowDeselect={false}
          data={[
            { value: 'portal', label: t('words.updatesPortal') },
            { value: 'own-tools', label: t('words.updatesOwnTools') },
          ]}
          {...form.getInputProps('updates')}
        />
      </div>
    </FieldSection>
  );
}
