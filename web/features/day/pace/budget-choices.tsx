'use client';

import { Menu } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { Interval } from '../time/interval.ts';
import { BUDGET_CHOICES } from './pacing.ts';

/** A plan this much longer than the wish is no promise kept. */
const KEPT = 1.02;

/** The times that are shorter than the footage of a stretch on screen; those skipped left out. */
export function BudgetChoices({ stretch }: { readonly stretch: Interval }) {
  const t = useTranslations('day.pace');
  const { duration } = useDuration();
  const { day, focus, player } = useDayScope();
  const { pacing } = player.snapshot;
  const shown = day.lanes.map(laneKey).filter((key) => focus === null || key === focus);
  const timeFor = (time: number) => player.pacer.timeFor({ ...stretch, time }, pacing, shown);
  const length = timeFor(Number.POSITIVE_INFINITY);
  const choices = BUDGET_CHOICES.filter((time) => time < length);
  return (
    <>
      <Menu.Label>{t(choices.length > 0 ? 'withinHint' : 'tooShort')}</Menu.Label>
      {choices.map((time) => {
        const takes = timeFor(time);
        return (
          <Menu.Item
            key={time}
            onClick={() => player.playStretch(stretch, time)}
            rightSection={
              takes < time * KEPT ? null : (
                <small>{t('takes', { duration: duration(takes) })}</small>
              )
            }
          >
            {duration(time)}
          </Menu.Item>
        );
      })}
    </>
  );
}
