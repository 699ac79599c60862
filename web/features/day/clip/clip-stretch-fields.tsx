'use client';

import { ActionIcon, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import panel from '../panel/panel.module.css';
import { formatTimeParam, parseTimeParam } from '../time/time-param.ts';
import { type ClipForm, faultOf } from './clip-form.ts';

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
        value={[...form.laneKeys]}
        onChange={(laneKeys) => onChange({ laneKeys })}
      >
        <Group gap={18} mt={6}>
          {day.lanes.map((lane) => (
            <Checkbox key={laneKey(lane)} value={laneKey(lane)} label={names.get(laneKey(lane))} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (micros: number) => void;
}

/** One end of a clip: typed to the millisecond, or moved by frames, which the player shows. */
function TimeField({ label, value, onChange }: TimeFieldProps) {
  const t = useTranslations('cases.clip');
  const { zone, player } = useDayScope();
  const shown = formatTimeParam(value, zone);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && parseTimeParam(typed, zone) === null;
  const take = (text: string): void => {
    setTyped(text);
    const micros = parseTimeParam(text, zone);
    if (micros !== null) onChange(micros);
  };
  const step = (direction: 1 | -1): void => {
    const micros = Math.min(Math.max(value + direction * player.frameMicros, zone.from), zone.to);
    setTyped(null);
    onChange(micros);
    player.seek(micros);
  };
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <TextInput
        label={label}
        value={typed ?? shown}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          if (!isWrong) setTyped(null);
        }}
        error={isWrong ? t('timeInvalid') : null}
        autoComplete="off"
        styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
        style={{ flex: 1 }}
      />
      <ActionIcon mt={24} aria-label={`${label}: ${t('frameBack')}`} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon mt={24} aria-label={`${label}: ${t('frameForward')}`} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
