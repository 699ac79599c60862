'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { DayTotals, PersonMonth } from '../../contract/month.ts';
import styles from './month.module.css';
import { MonthCell } from './month-cell.tsx';
import { useHours } from './use-hours.ts';
import { weeksOfMonth } from './weeks-of-month.ts';

/** Any week that begins on a Monday. */
const WEEKDAYS = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(2026, 0, day)));

/** The month as a calendar: the more was recorded, the stronger the colour; a press opens the day. */
export function MonthGrid({ person, month, today, days }: PersonMonth) {
  const t = useTranslations('month');
  const format = useFormatter();
  const hours = useHours();
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
