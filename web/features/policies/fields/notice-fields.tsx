'use client';

import { Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { FieldSection } from './field-section.tsx';

const ROWS = { autosize: true, minRows: 4, maxRows: 14, maxLength: 20_000 } as const;

export function NoticeFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  return (
    <FieldSection title={t('sections.notice')}>
      <Textarea
        label={t('fields.noticeEn')}
        lang="en"
        {...ROWS}
        {...form.getInputProps('noticeEn')}
      />
      <Textarea
        label={t('fields.noticeZh')}
        lang="zh-CN"
        {...ROWS}
        {...form.getInputProps('noticeZh')}
      />
    </FieldSection>
  );
}
