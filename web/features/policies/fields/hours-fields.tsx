'use client';

import { Button, Select, Switch, TextInput } from '@mantine/core';
import { PERSON_ZONE } from '@workcompanion/core/protocol/policy';
import { useTranslations } from 'next-intl';
import styles from '../policy-editor.module.css';
import type { PolicyFieldsProps } from '../policy-form.ts';
import { WEEKDAYS } from '../schedule-text.ts';
import { FieldSection } from './field-section.tsx';

const OTHER_WORKING_DAYS = ['2', '3', '4', '5'] as const;

export function HoursFields({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  const { isLimited } = form.values;
  return (
    <FieldSection title={t('sections.hours')}>
      <Switch
        label={t('fields.limited')}
        {...form.getInputProps('isLimited', { type: 'checkbox' })}
      />
      {isLimited ? <Week form={form} /> : null}
    </FieldSection>
  );
}

function Week({ form }: PolicyFieldsProps) {
  const t = useTranslations('policies');
  const { windows } = form.values;
  const copyMonday = (): void =>
    form.setFieldValue('windows', {
      ...windows,
      ...Object.fromEntries(OTHER_WORKING_DAYS.map((day) => [day, windows['1']])),
    });
  return (
    <>
      <div className={styles['week']}>
        {WEEKDAYS.map((day) => (
          <WeekdayRow key={day} form={form} day={day} />
        ))}
      </div>
      <div>
        <Button variant="subtle" size="compact-sm" onClick={copyMonday}>
          {t('fields.weekdaysLike')}
        </Button>
      </div>
      <Select
        label={t('fields.zone')}
        data={[
          { value: PERSON_ZONE, label: t('fields.zonePerson') },
          ...Intl.supportedValuesOf('timeZone'),
        ]}
        searchable
        allowDeselect={false}
        {...form.getInputProps('timeZone')}
      />
    </>
  );
}

interface WeekdayRowProps extends PolicyFieldsProps {
  readonly day: (typeof WEEKDAYS)[number];
}

function WeekdayRow({ form, day }: WeekdayRowProps) {
  const t = useTranslations('policies');
  const name = t(`weekdays.${day}`);
  return (
    <>
      <span aria-hidden="true">{name}</span>
      <TextInput
        aria-label={name}
        placeholder={t('fields.dayOff')}
        {...form.getInputProps(`windows.${day}`)}
      />
    </>
  );
}
