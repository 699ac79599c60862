'use client';

import { Checkbox, Group, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import panel from '../panel/panel.module.css';
import { type ClipForm, faultOf } from './clip-form.ts';
import { TimeField } from './time-field.tsx';

interface ClipStretchFieldsProps {
  readonly form: ClipForm;
  readonly onChange: (part: Partial<ClipForm>) => void;
}

/** From when to when, and which displays. */
export function ClipStretchFields({ form, onChange }: ClipStretchFieldsProps) {
  const t = useTranslations('cases.clip');
  const { duration } = useDuration();
  const { day } = useDayScope();
  const names = useLaneNames(day.lanes);
  const length = duration(form.to - form.from);
  const fault = faultOf(form);
  return (
    <Stack gap={14}>
      <Group grow gap={12} align="flex-start">
        <TimeField label={t('from')} value={form.from} onChange={(from) => onChange({ from })} />
        <TimeField label={t('to')} value={form.to} onChange={(to) => onChange({ to })} />
      </Group>
      <p
        className={panel['quiet']}
        role={fault === null ? 'status' : 'alert'}
        style={{ margin: 0, ...(fault === null ? {} : { color: 'var(--wc-bad)' }) }}
      >
        {fault === null
          ? t('length', { duration: length })
          : fault === 'order'
            ? t('orderInvalid')
            : t('tooLong', { duration: length })}
      </p>
      <Checkbox.Group
        label={t('displays')}
        value={[...form.lanes]}
        onChange={(lanes) => onChange({ lanes })}
      >
        <Group gap={18} mt={6}>
          {day.lanes.map((lane) => (
            <Checkbox
              key={laneKey(lane)}
              value={laneKey(lane)}
              label={`${names.get(laneKey(lane)) ?? ''} (${lane.display})`}
            />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  );
}
