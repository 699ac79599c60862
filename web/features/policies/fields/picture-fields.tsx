'use client';

import { NumberInput, Select, Switch } from '@mantine/core';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { FieldSection } from './field-section.tsx';
import { IdleFields } from './idle-fields.tsx';
import { usePlaysHevc } from './use-plays-hevc.ts';

const PRESETS = CapturePolicy.shape.preset.unwrap().options;

export function PictureFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  const playsHevc = usePlaysHevc();
  const whole = { allowDecimal: false, clampBehavior: 'strict' } as const;
  return (
    <FieldSection title={t('sections.picture')}>
      <div className={styles['pair']}>
        <NumberInput
          label={t('fields.fps')}
          description={t('fields.fpsHint')}
          min={1}
          max={30}
          {...whole}
          {...form.getInputProps('framesPerSecond')}
        />
        <NumberInput
          label={t('fields.crf')}
          description={t('fields.crfHint')}
          min={16}
          max={40}
          {...whole}
          clampBehavior="blur"
          {...form.getInputProps('crf')}
        />
        <NumberInput
          label={t('fields.seconds')}
          description={t('fields.secondsHint')}
          min={2}
          max={600}
          {...whole}
          clampBehavior="blur"
          {...form.getInputProps('segmentSeconds')}
        />
        <Select
          label={t('fields.preset')}
          description={t('fields.presetHint')}
          data={PRESETS.map((value) => ({ value, label: t(`presets.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('preset')}
        />
        <Select
          label={t('fields.displays')}
          description={t('fields.displaysHint')}
          data={[
            { value: 'all', label: t('words.allDisplays') },
            { value: 'primary', label: t('words.primaryDisplay') },
          ]}
          allowDeselect={false}
          {...form.getInputProps('displays')}
        />
      </div>
      <Switch
        label={t('fields.hevc')}
        description={t(playsHevc === false ? 'fields.hevcNotHere' : 'fields.hevcHint')}
        {...form.getInputProps('hevc', { type: 'checkbox' })}
      />
      <IdleFields form={form} />
    </FieldSection>
  );
}
