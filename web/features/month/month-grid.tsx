'use client';

import { VisuallyHidden } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { DayTotals, PersonMonth } from '../../contract/month.ts';
import { useDuration } from '../format/use-duration.ts';
import { hasFault, heatLevel } from './heat-level.ts';
import styles from './month.module.css';
import { useDayWords } from './use-day-words.ts';
import { weeksOfMonth } from './weeks-of-month.ts';

/** Any week that begins on a Monday. */
const WEEKDAYS = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(2026, 0, day)));

/** The month as a calendar: the more was recorded, the stronger the colour; a press opens the day. */
export function MonthGrid({ person, month, today, days }: PersonMonth) {
  const t = useTranslations('month');
  const format = useFormatter();
  const { hours } = useDuration();
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
    <table className={styles['grid']}>
      <caption className={styles['hidden']}>{t('label', { name: person.name })}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day.getTime()} scope="col">
              {format.dateTime(day, { timeZone: 'UTC', weekday: 'short' })}
            </th>
          ))}
          <th scope="col" data-align="end">
            {t('week')}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeksOfMonth(month).map((week) => (
          <tr key={week.find((date) => date !== null)}>
            {week.map((date, column) => (
              <td key={date ?? `blank-${column}`}>
                {date === null ? null : (
                  <MonthCell
                    person={person.id}
                    date={date}
                    day={byDate.get(date)}
                    isToday={date === today}
                    isFuture={date > today}
                  />
                )}
              </td>
            ))}
            <td className={styles['week']}>{hours(recordedIn(week, byDate))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function recordedIn(
  week: readonly (string | null)[],
  days: ReadonlyMap<string, DayTotals>,
): number {
  return week.reduce((sum, date) => sum + (days.get(date ?? '')?.recorded ?? 0), 0);
}

interface MonthCellProps {
  readonly person: string;
  readonly date: string;
  readonly day: DayTotals | undefined;
  readonly isToday: boolean;
  readonly isFuture: boolean;
}

function MonthCell({ person, date, day, isToday, isFuture }: MonthCellProps) {
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
      prefetch="pointed"
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

const LEVELS = [
  { level: 1, hours: 0 },
  { level: 2, hours: 2 },
  { level: 3, hours: 4 },
  { level: 4, hours: 6 },
] as const;

export function MonthLegend({ timeZone }: { readonly timeZone: string }) {
  const t = useTranslations('month');
  return (
    <p className={styles['legend']}>
      {LEVELS.map(({ level, hours }) => (
        <span key={level}>
          <i className={styles['cell']} data-level={level} />
          {hours === 0 ? t('some') : t('from', { hours })}
        </span>
      ))}
      <span>
        <i className={styles['fault']}>{t('minutes')}</i>
        {t('faultHint')}
      </span>
      <span>{t('zone', { zone: timeZone })}</span>
    </p>
  );
}
