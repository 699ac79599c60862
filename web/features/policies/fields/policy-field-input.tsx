'use client';

import { Radio, Select, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { FieldText, PolicyField } from '@workcompanion/core/policy/policy-field';
import { choicesOf } from '@workcompanion/core/policy/policy-field';
import { policyText } from '@workcompanion/core/policy/policy-words';
import { everyDay } from '@workcompanion/core/policy/weekly-hours';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import styles from '../policy-editor.module.css';
import type { PolicyForm } from '../policy-form.ts';
import { HoursInput } from './hours-input.tsx';
import { PolicyNumberInput } from './policy-number-input.tsx';
import { WeekField } from './week-field.tsx';

const MOST_NAMES = 50;
const MOST_TEXT = 200;
const MOST_REASONS = 8;
const NOTICE_ROWS = { autosize: true, minRows: 4, maxRows: 14, maxLength: 20_000 } as const;

export interface PolicyFieldProps {
  readonly form: PolicyForm;
  readonly field: PolicyField;
  readonly text: FieldText;
}

/** The control that a field names, with the field's words. */
export function PolicyFieldInput({ form, field }: Omit<PolicyFieldProps, 'text'>) {
  const text = policyText(useLocale()).fields[field.path];
  const props = { form, field, text };
  switch (field.kind) {
    case 'number':
      return <PolicyNumberInput {...props} />;
    case 'choice':
      return <ChoiceInput {...props} />;
    case 'radio':
      return <RadioInput {...props} />;
    case 'names':
      return (
        <TagsInput
          className={styles['wide'] ?? ''}
          label={text.label}
          description={text.hint}
          maxTags={MOST_NAMES}
          {...form.getInputProps(`body.${field.path}`)}
        />
      );
    case 'optional-names':
      return <OptionalNames {...props} />;
    case 'text':
      return <OptionalText {...props} />;
    case 'switch':
      return (
        <Switch
          className={styles['wide'] ?? ''}
          label={text.label}
          {...form.getInputProps(`body.${field.path}`, { type: 'checkbox' })}
        />
      );
    case 'hevc':
      return <HevcSwitch {...props} />;
    case 'week':
      return <WeekField form={form} label={text.label} />;
    case 'daily-hours':
      return <DailyHoursInput {...props} />;
    case 'notice':
      return <NoticeInputs form={form} />;
  }
}

/** No name at all leaves the value absent. */
function OptionalNames({ form, field: { path }, text }: PolicyFieldProps) {
  const { value, onChange, ...input } = form.getInputProps(`body.${path}`);
  return (
    <TagsInput
      {...input}
      className={styles['wide'] ?? ''}
      label={text.label}
      description={text.hint}
      maxTags={MOST_REASONS}
      value={value ?? []}
      onChange={(names) => onChange(names.length === 0 ? undefined : names)}
    />
  );
}

/** Nothing typed is nothing said: the value is absent then, as in policies from before there was one. */
function OptionalText({ form, field: { path }, text }: PolicyFieldProps) {
  const { value, onChange, ...input } = form.getInputProps(`body.${path}`);
  return (
    <TextInput
      {...input}
      className={styles['wide'] ?? ''}
      label={text.label}
      description={text.hint}
      placeholder={text.placeholder}
      maxLength={MOST_TEXT}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value.trim() === '' ? undefined : currentTarget.value)
      }
    />
  );
}

function ChoiceInput({ form, field: { path }, text }: PolicyFieldProps) {
  return (
    <Select
      label={text.label}
      description={text.hint}
      data={choicesOf(path).map((value) => ({ value, label: text.choices?.[value] ?? value }))}
      allowDeselect={false}
      {...form.getInputProps(`body.${path}`)}
    />
  );
}

function RadioInput({ form, field: { path }, text }: PolicyFieldProps) {
  return (
    <Radio.Group
      className={styles['wide'] ?? ''}
      label={text.label}
      description={text.hint}
      {...form.getInputProps(`body.${path}`)}
    >
      <Stack gap="xs" my="xs">
        {choicesOf(path).map((value) => (
          <Radio
            key={value}
            value={value}
            label={text.choices?.[value]}
            description={text.choiceHints?.[value]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** The same hours each day. What is not touched stays, also where the days differ. */
function DailyHoursInput({ form, text }: PolicyFieldProps) {
  const { schedule } = form.values.body.upload;
  return (
    <HoursInput
      form={form}
      path="body.upload.schedule"
      windows={schedule?.days['1'] ?? []}
      onRead={(windows) => form.setFieldValue('body.upload.schedule', everyDay(windows))}
      label={text.label}
      description={text.hint}
      placeholder={text.placeholder}
    />
  );
}

function NoticeInputs({ form }: { readonly form: PolicyForm }) {
  const t = useTranslations('policies.fields');
  return (
    <>
      <Textarea
        className={styles['wide'] ?? ''}
        label={t('noticeEn')}
        lang="en"
        {...NOTICE_ROWS}
        {...form.getInputProps('body.notice.text.en')}
      />
      <Textarea
        className={styles['wide'] ?? ''}
        label={t('noticeZh')}
        lang="zh-CN"
        {...NOTICE_ROWS}
        {...form.getInputProps('body.notice.text.zh-CN')}
      />
    </>
  );
}

/** H.265 of a full HD screen. */
const HEVC = 'video/mp4; codecs="hvc1.1.6.L120.B0"';

/** Says so where the browser that asks for H.265 can not play it itself. */
function HevcSwitch({ form, field, text }: PolicyFieldProps) {
  const t = useTranslations('policies.fields');
  const [plays, setPlays] = useState<boolean | null>(null);
  useEffect(() => setPlays('MediaSource' in window && MediaSource.isTypeSupported(HEVC)), []);
  return (
    <Switch
      className={styles['wide'] ?? ''}
      label={text.label}
      description={plays === false ? t('hevcNotHere') : text.hint}
      {...form.getInputProps(`body.${field.path}`, { type: 'checkbox' })}
    />
  );
}
