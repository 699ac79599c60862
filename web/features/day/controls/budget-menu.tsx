'use client';

import { Button, Menu } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { coveredMicros, type Interval, mergeIntervals } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { BUDGET_CHOICES } from '../pace/pacing.ts';

/** Watches a stretch within some minutes: what changes more is shown more slowly. */
export function BudgetMenu({ stretch }: { readonly stretch: Interval }) {
  const t = useTranslations('day.pace');
  const { day } = useDayScope();
  const pieces = day.lanes.flatMap((lane) => lane.pieces);
  const footage = mergeIntervals(pieces.filter(({ kind }) => kind === 'span'));
  if (coveredMicros(footage, stretch) <= Math.min(...BUDGET_CHOICES)) return null;
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
        <BudgetChoices stretch={stretch} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** A plan this much longer than the wish is no promise kept. */
const KEPT = 1.02;

/** The times that are shorter than the footage of a stretch on screen; those skipped left out. */
function BudgetChoices({ stretch }: { readonly stretch: Interval }) {
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
