'use client';

import { Group, Select, Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useTranslations } from 'next-intl';
import { GrantedRight } from '../../contract/users.ts';
import { GrantScope } from './grant-scope.tsx';
import type { GrantValues } from './grant-values.ts';

export interface GrantFieldsProps {
  readonly values: GrantValues;
  readonly set: (part: Partial<GrantValues>) => void;
}

export function GrantFields({ values, set }: GrantFieldsProps) {
  const t = useTranslations();
  return (
    <>
      <Select
        label={t('grants.right')}
        data={GrantedRight.options.map((right) => ({
          value: right,
          label: t(`grants.rights.${right}`),
        }))}
        value={values.right}
        onChange={(right) => set({ right: GrantedRight.parse(right) })}
        allowDeselect={false}
      />
      <GrantScope values={values} set={set} />
      <Group grow align="flex-start">
        <DateTimePicker
          size="sm"
          label={t('grants.footageFrom')}
          placeholder={t('grants.begin')}
          value={values.from}
          onChange={(from) => set({ from })}
          clearable
        />
        <DateTimePicker
          size="sm"
          label={t('grants.footageTo')}
          placeholder={t('grants.end')}
          value={values.to}
          onChange={(to) => set({ to })}
          clearable
        />
      </Group>
      <DateTimePicker
        size="sm"
        label={t('grants.expires')}
        description={t('grants.expiresHint')}
        value={values.expires}
        onChange={(expires) => set({ expires })}
      />
      <Textarea
        size="sm"
        label={t('grants.reason')}
        description={t('grants.reasonHint')}
        maxLength={500}
        autosize
        minRows={2}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  );
}
