'use client';

import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { PeopleMonth } from '../../contract/month.ts';
import { hasFault, heatLevel } from '../month/heat-level.ts';
import { useDayWords } from '../month/use-day-words.ts';
import { useHours } from '../month/use-hours.ts';
import { weeksOfMonth } from '../month/weeks-of-month.ts';
import styles from './people-month.module.css';

interface PeopleMonthTableProps {
  readonly month: string;
  readonly people: PeopleMonth['items'];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

/** A row a person, a square a day: the more was recorded, the stronger. A press opens the day. */
export function PeopleMonthTable({ month, people, sort, hasMore }: PeopleMonthTableProps) {
  const t = useTranslations();
  const dates = weeksOfMonth(month)
    .flat()
    .filter((date) => date !== null);
  // The days of all people are not read to sort them: a page of them is.
  const columns: Column[] = [
    { id: 'person', title: t('people.person'), sorts: 'ascending' },
    { id: 'days', title: t('people.days'), head: <DayNumbers dates={dates} /> },
    { id: 'total', title: t('month.total'), align: 'end' },
  ];
  return (
    <ListTable
      label={t('people.monthLabel')}
      columns={columns}
      rows={people}
      keyOf={({ person }) => person.id}
      sort={sort}
      hasMore={hasMore}
      cells={(item) => <MonthCells item={item} month={month} dates={dates} />}
    />
  );
}

function DayNumbers({ dates }: { readonly dates: readonly string[] }) {
  return (
    <span className={styles['days']} aria-hidden="true">
      {dates.map((date) => (
        <i key={date}>{Number(date.slice(8))}</i>
      ))}
    </span>
  );
}

interface MonthCellsProps {
  readonly item: PeopleMonth['items'][number];
  readonly month: string;
  readonly dates: readonly string[];
}

function MonthCells({ item: { person, days, today }, month, dates }: MonthCellsProps) {
  const words = useDayWords();
  const hours = useHours();
  const byDate = new Map(days.map((day) => [day.date, day]));
  const total = days.reduce((sum, { recorded }) => sum + recorded, 0);
  return (
    <>
      <td>
        <div className={styles['person']}>
          <InitialsAvatar name={person.name} size={24} />
          <PortalLink href={`/people/${person.id}?month=${month}`} prefetch={false}>
            {person.name}
          </PortalLink>
        </div>
      </td>
      <td>
        <div className={styles['days']}>
          {dates.map((date) => {
            const day = byDate.get(date);
            if (date > today) return <i key={date} className={styles['future']} />;
            return (
              <PortalLink
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
    </>
  );
}
