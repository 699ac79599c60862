'use client';

import { Button, Menu } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { BudgetChoices } from '../pace/budget-choices.tsx';
import { BUDGET_CHOICES } from '../pace/pacing.ts';
import { coveredMicros, type Interval, mergeIntervals } from '../time/interval.ts';

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
