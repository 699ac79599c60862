'use client';

import { Button, Select, Switch } from '@mantine/core';
import { policyText } from '@workcompanion/core/policy/policy-words';
import { OWN_ZONE, officeHours, WEEKDAYS } from '@workcompanion/core/policy/weekly-hours';
import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import styles from '../policy-editor.module.css';
import type { PolicyForm } from '../policy-form.ts';
import { HoursInput } from './hours-input.tsx';

const OTHER_WORKING_DAYS = ['2', '3', '4', '5'] as const;

interface WeekFieldProps {
  readonly form: PolicyForm;
  readonly label: string;
}

/** The hours of each weekday; office hours are proposed. */
export function WeekField({ form, label }: WeekFieldProps) {
  const { schedule } = form.values.body;
  const [last, setLast] = useState(schedule ?? officeHours());
  const turn = (isOn: boolean): void => {
    if (schedule !== null) setLast(schedule);
    readableAgain(form, WEEKDAYS);
    form.setFieldValue('body.schedule', isOn ? last : null);
  };
  return (
    <>
      <Switch
        className={styles['wide'] ?? ''}
        label={label}
        checked={schedule !== null}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {schedule === null ? null : <Week form={form} schedule={schedule} />}
    </>
  );
}

interface WeekProps {
  readonly form: PolicyForm;
  readonly schedule: WeeklySchedule;
}

function Week({ form, schedule }: WeekProps) {
  const t = useTranslations('policies.fields');
  const [copies, setCopies] = useState(0);
  const copyMonday = (): void => {
    const monday = OTHER_WORKING_DAYS.map((day) => [day, schedule.days['1']]);
    readableAgain(form, OTHER_WORKING_DAYS);
    form.setFieldValue('body.schedule.days', { ...schedule.days, ...Object.fromEntries(monday) });
    setCopies(copies + 1);
  };
  return (
    <>
      <div className={`${styles['week']} ${styles['wide']}`}>
        {WEEKDAYS.map((day) => (
          <Weekday key={`${day} ${copies}`} form={form} schedule={schedule} day={day} />
        ))}
      </div>
      <div className={styles['wide']}>
        <Button variant="subtle" size="compact-sm" onClick={copyMonday}>
          {t('weekdaysLike')}
        </Button>
      </div>
      <Select
        label={t('zone')}
        data={[{ value: OWN_ZONE, label: t('zonePerson') }, ...Intl.supportedValuesOf('timeZone')]}
        searchable
        allowDeselect={false}
        {...form.getInputProps('body.schedule.timeZone')}
      />
    </>
  );
}

interface WeekdayProps extends WeekProps {
  readonly day: (typeof WEEKDAYS)[number];
}

function Weekday({ form, schedule, day }: WeekdayProps) {
  const t = useTranslations('policies.fields');
  const name = policyText(useLocale()).weekdays[day];
  return (
    <>
      <span aria-hidden="true">{name}</span>
      <HoursInput
        form={form}
        path={`body.schedule.days.${day}`}
        windows={schedule.days[day]}
        onRead={(windows) => form.setFieldValue(`body.schedule.days.${day}`, windows)}
        aria-label={name}
        placeholder={t('dayOff')}
      />
    </>
  );
}

/** Other text takes the place of what was typed there. */
function readableAgain(form: PolicyForm, days: readonly string[]): void {
  const paths = days.map((day) => `body.schedule.days.${day}`);
  form.setFieldValue('unreadable', (others) => others.filter((path) => !paths.includes(path)));
}
