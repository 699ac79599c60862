'use client';

import { Radio, Stack, TagsInput, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { FieldSection } from './field-section.tsx';

const MOST_NAMES = 50;

export function ExcludedFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  return (
    <FieldSection title={t('sections.excluded')}>
      <Text size="sm" c="dimmed">
        {t('fields.excludedHint')}
      </Text>
      <TagsInput
        label={t('fields.programs')}
        description={t('fields.programsHint')}
        maxTags={MOST_NAMES}
        {...form.getInputProps('excludedPrograms')}
      />
      <TagsInput
        label={t('fields.titles')}
        description={t('fields.titlesHint')}
        maxTags={MOST_NAMES}
        {...form.getInputProps('excludedTitles')}
      />
      <Radio.Group label={t('fields.excludedHow')} {...form.getInputProps('excludedHow')}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="pause-display"
            label={t('fields.pauseDisplay')}
            description={t('fields.pauseDisplayHint')}
          />
          <Radio
            value="paint-out"
            label={t('fields.paintOut')}
            description={t('fields.paintOutHint')}
          />
        </Stack>
      </Radio.Group>
    </FieldSection>
  );
}
