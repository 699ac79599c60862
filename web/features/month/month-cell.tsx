'use client';

import { VisuallyHidden } from '@mantine/core';
import { useFormatter } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { DayTotals } from '../../contract/month.ts';
import { useDuration } from '../format/use-duration.ts';
import { hasFault, heatLevel } from './heat-level.ts';
import styles from './month.module.css';
import { useDayWords } from './use-day-words.ts';

interface MonthCellProps {
  readonly person: string;
  readonly date: string;
  readonly day: DayTotals | undefined;
  readonly isToday: boolean;
  readonly isFuture: boolean;
}

export function MonthCell({ person, date, day, isToday, isFuture }: MonthCellProps) {
  const format = useFormatter();
  const words = useDayWords();
  const { duration } = useDuration();
  const number = Number(date.slice(8));
  if (isFuture) return <span className={styles['future']}>{number}</span>;
  const name = format.dateTime(new Date(`${date}T12:00:00Z`), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return (
    <PortalLink
      href={`/people/${person}/${date}`}
      className={styles['cell']}
      data-level={heatLevel(day?.recorded ?? 0)}
      data-today={isToday}
      title={words(day)}
      prefetch={false}
    >
      <VisuallyHidden>{`${name}: ${words(day)}`}</VisuallyHidden>
      <b aria-hidden="true">{number}</b>
      {day === undefined || day.recorded === 0 ? null : (
        <span aria-hidden="true">{duration(day.recorded)}</span>
      )}
      {day !== undefined && hasFault(day.faults) ? (
        <i className={styles['fault']} aria-hidden="true">
          {duration(day.faults)}
        </i>
      ) : null}
    </PortalLink>
  );
}
