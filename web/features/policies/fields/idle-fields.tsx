'use client';

import { NumberInput, Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyFieldsProps } from '../policy-form.ts';

export function IdleFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies.fields');
  return (
    <>
      <Switch label={t('idle')} {...form.getInputProps('slowsWhenIdle', { type: 'checkbox' })} />
      {form.values.slowsWhenIdle ? (
        <div className={styles['pair']}>
          <NumberInput
            label={t('idleMinutes')}
            min={0.5}
            max={60}
            decimalScale={1}
            clampBehavior="blur"
            {...form.getInputProps('idleMinutes')}
          />
          <NumberInput
            label={t('idleFps')}
            min={1}
            max={30}
            allowDecimal={false}
            clampBehavior="strict"
            {...form.getInputProps('idleFps')}
          />
        </div>
      ) : null}
      <div className={styles['pair']}>
        <NumberInput
          label={t('batteryFps')}
          placeholder={t('batteryFpsPlaceholder')}
          min={1}
          max={30}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('batteryFps')}
        />
      </div>
    </>
  );
}
