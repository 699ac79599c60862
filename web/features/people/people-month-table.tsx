'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import type { PeopleMonth } from '../../contract/month.ts';
import { hasFault, heatLevel } from '../month/heat-level.ts';
import { useDayWords } from '../month/use-day-words.ts';
import { useHours } from '../month/use-hours.ts';
import { weeksOfMonth } from '../month/weeks-of-month.ts';
import styles from './people-month.module.css';

interface PeopleMonthTableProps {
  readonly month: string;
  readonly people: PeopleMonth['items'];
}

/** A row a person, a square a day: the more was recorded, the stronger. A press opens the day. */
export function PeopleMonthTable({ month, people }: PeopleMonthTableProps) {
  const t = useTranslations();
  const dates = weeksOfMonth(month)
    .flat()
    .filter((date) => date !== null);
  return (
    <DataTable label={t('people.monthLabel')}>
      <thead>
        <tr>
          <th scope="col">{t('people.person')}</th>
          <th scope="col">
            <span className={styles['days']} aria-hidden="true">
              {dates.map((date) => (
                <i key={date}>{Number(date.slice(8))}</i>
              ))}
            </span>
          </th>
          <th scope="col" data-align="end">
            {t('month.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((item) => (
          <MonthRow key={item.person.id} item={item} month={month} dates={dates} />
        ))}
      </tbody>
    </DataTable>
  );
}

interface MonthRowProps {
  readonly item: PeopleMonth['items'][number];
  readonly month: string;
  readonly dates: readonly string[];
}

function MonthRow({ item: { person, days, today }, month, dates }: MonthRowProps) {
  const words = useDayWords();
  const hours = useHours();
  const byDate = new Map(days.map((day) => [day.date, day]));
  const total = days.reduce((sum, { recorded }) => sum + recorded, 0);
  return (
    <tr>
      <td>
        <div className={styles['person']}>
          <InitialsAvatar name={person.name} size={24} />
          <Link href={`/people/${person.id}?month=${month}`} prefetch={false}>
            {person.name}
          </Link>
        </div>
      </td>
      <td>
        <div className={styles['days']}>
          {dates.map((date) => {
            const day = byDate.get(date);
            if (date > today) return <i key={date} className={styles['future']} />;
            return (
              <Link
                key={date}
                href={`/people/${person.id}/${date}`}
                className={styles['day']}
                data-level={heatLevel(day?.recorded ?? 0)}
                data-fault={day !== undefined && hasFault(day.faults)}
                aria-label={`${date}: ${words(day)}`}
                title={`${date}: ${words(day)}`}
                prefetch={false}
              />
            );
          })}
        </div>
      </td>
      <td data-align="end">{hours(total)}</td>
    </tr>
  );
}
