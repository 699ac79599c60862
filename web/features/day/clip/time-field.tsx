'use client';

import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { formatTimeParam, parseTimeParam } from '../time/time-param.ts';

interface TimeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (micros: number) => void;
}

/** One end of a clip: typed to the millisecond, or moved by frames, which the player shows. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
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
