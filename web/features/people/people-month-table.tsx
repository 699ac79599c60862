'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { type PeopleMonth, PersonMonthSort } from '../../contract/month.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useDuration } from '../format/use-duration.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { refreshAfter } from '../lists/refresh-after.ts';
import { useSort } from '../lists/use-sort.ts';
import { hasFault, heatLevel } from '../month/heat-level.ts';
import { useDayWords } from '../month/use-day-words.ts';
import { weeksOfMonth } from '../month/weeks-of-month.ts';
import { Nobody } from './nobody.tsx';
import styles from './people-month.module.css';
import { PeopleSkeleton } from './people-skeleton.tsx';

type MonthOfPerson = PeopleMonth['items'][number];

interface PeopleMonthTableProps {
  readonly month: string;
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** A row a person, a square a day: the more was recorded, the stronger. A press opens the day. */
export function PeopleMonthTable(props: PeopleMonthTableProps) {
  const { month, search, canEnrol, onClear } = props;
  const t = useTranslations('people');
  const sort = useSort({ orders: PersonMonthSort, fallback: 'person' });
  return (
    <PagedTable
      label={t('monthLabel')}
      list={usePeopleMonth(month, search, sort.by)}
      columns={useColumns(month)}
      keyOf={({ person }) => person.id}
      sort={sort}
      skeleton={<PeopleSkeleton />}
      empty={<Nobody search={search} canEnrol={canEnrol} onClear={onClear} />}
      byScroll
    />
  );
}

function useColumns(month: string): Column<MonthOfPerson>[] {
  const t = useTranslations();
  const { hours } = useDuration();
  const dates = weeksOfMonth(month)
    .flat()
    .filter((date) => date !== null);
  // The days of all people are not read to sort them: a page of them is.
  return [
    {
      id: 'person',
      title: t('people.person'),
      sorts: 'ascending',
      cell: ({ person: { id, name } }) => (
        <div className={styles['person']}>
          <InitialsAvatar name={name} size={24} />
          <PortalLink href={`/people/${id}?month=${month}`} prefetch="pointed">
            {name}
          </PortalLink>
        </div>
      ),
    },
    {
      id: 'days',
      title: t('people.days'),
      head: <DayNumbers dates={dates} />,
      cell: (item) => <DaysCell item={item} dates={dates} />,
    },
    {
      id: 'total',
      title: t('month.total'),
      align: 'end',
      cell: ({ days }) => hours(days.reduce((sum, { recorded }) => sum + recorded, 0)),
    },
  ];
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

interface DaysCellProps {
  readonly item: MonthOfPerson;
  readonly dates: readonly string[];
}

function DaysCell({ item: { person, days, today }, dates }: DaysCellProps) {
  const words = useDayWords();
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
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
            prefetch="pointed"
          />
        );
      })}
    </div>
  );
}

const REFRESH_MS = 60_000;
const PAGE_SIZE = 40;

/** People, page by page, with the days of a month. */
function usePeopleMonth(month: string, search: string, sort: PersonMonthSort) {
  return useRoutePages(
    PEOPLE_ROUTES.listPeopleOfMonth,
    { month, q: search, sort, limit: PAGE_SIZE },
    { refetchInterval: refreshAfter(REFRESH_MS), placeholderData: keepPreviousData },
  );
}
