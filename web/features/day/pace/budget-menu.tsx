'use client';

import { Button, Menu } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../day-context.ts';
import { laneKey } from '../lane-key.ts';
import type { Interval } from '../timeline/interval.ts';

const MINUTES = [1, 2, 5, 10, 20, 30] as const;

/** Watches a stretch within some minutes: what changes more is shown more slowly. */
export function BudgetMenu({ stretch }: { readonly stretch: Interval }) {
  const t = useTranslations('day.pace');
  const { duration } = useDuration();
  const { day, focus, player } = useDayScope();
  const shown = day.lanes.map(laneKey).filter((key) => focus === null || key === focus);
  const length = stretch.to - stretch.from;
  const choices = MINUTES.filter((minutes) => minutes * 60_000_000 < length);
  if (choices.length === 0) return null;
  /** Said only where even the fastest speed is too slow for the wish. */
  const takes = (minutes: number) => {
    const micros = player.pacer.timeFor({ ...stretch, minutes }, shown);
    const isKept = micros < minutes * 60_000_000 * 1.02;
    return isKept ? null : <small>{t('takes', { duration: duration(micros) })}</small>;
  };
  return (
    <Menu position="top-start" shadow="md" width={230}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconClockPlay size={14} aria-hidden="true" />}
        >
          {t('within')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('withinHint')}</Menu.Label>
        {choices.map((minutes) => (
          <Menu.Item
            key={minutes}
            onClick={() => {
              player.playStretch(stretch);
              player.setPacing({ budget: { ...stretch, minutes } });
            }}
            rightSection={takes(minutes)}
          >
            {t('minutes', { minutes })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
