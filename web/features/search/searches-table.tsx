'use client';

import { IconSearchOff } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { type LoggedSearch, SEARCH_ROUTES, SearchSort } from '../../contract/search.ts';
import { UNKNOWN } from '../../contract/told.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import { ZoneName } from '../format/zone-name.tsx';
import { PagedTable } from '../lists/paged-table.tsx';
import { useSort } from '../lists/use-sort.ts';
import styles from '../views/views.module.css';
import type { ViewFilters } from '../views/views-table.tsx';

interface SearchesTableProps {
  readonly filters: ViewFilters;
  /** Whose recordings were searched is said where the list is of several people. */
  readonly withPeople: boolean;
  readonly timeZone?: string;
}

/** Who searched in recordings, when and why. What was looked for is told nobody here. */
export function SearchesTable({ filters, withPeople, timeZone }: SearchesTableProps) {
  const t = useTranslations('search.log');
  const sort = useSort({ orders: SearchSort, fallback: '-at', param: 'searches' });
  const searches = useRoutePages(
    SEARCH_ROUTES.listSearches,
    { ...filters, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  const columns = useColumns(timeZone);
  return (
    <PagedTable
      label={t('title')}
      list={searches}
      columns={withPeople ? columns : columns.filter(({ id }) => id !== 'people')}
      keyOf={({ id }) => id}
      sort={sort}
      byScroll={withPeople}
      empty={
        withPeople ? (
          <MessageState icon={<IconSearchOff size={22} />} title={t('none')} />
        ) : (
          <p className={styles['none']}>{t('none')}</p>
        )
      }
    />
  );
}

function useColumns(timeZone: string | undefined): Column<LoggedSearch>[] {
  const t = useTranslations('search.log');
  const places = useTranslations('search.filters.places');
  const dates = useDates(timeZone);
  const list = useList();
  return [
    {
      id: 'at',
      title: t('at'),
      aside: <ZoneName timeZone={timeZone} />,
      sorts: 'descending',
      className: styles['time'],
      cell: ({ at }) => dates.moment(at),
    },
    {
      id: 'by',
      title: t('by'),
      className: styles['strong'],
      cell: (search) => <By search={search} />,
    },
    {
      id: 'people',
      title: t('people'),
      className: styles['what'],
      cell: ({ people }) => list(people.map(({ name }) => name)),
    },
    {
      id: 'time',
      title: t('time'),
      cell: ({ from, to, places: where }) => (
        <>
          {dates.days(from, to)}
          <span className={styles['under']}>
            {list(where.flatMap((place) => (place === UNKNOWN ? [] : places(place))))}
          </span>
        </>
      ),
    },
    { id: 'hits', title: t('hits'), cell: ({ hits }) => t('hitsShown', { count: hits }) },
    {
      id: 'why',
      title: t('why'),
      className: styles['why'],
      cell: (search) => <Why search={search} />,
    },
  ];
}

function By({ search: { user, isSaved } }: { readonly search: LoggedSearch }) {
  const t = useTranslations('search.log');
  return (
    <>
      {user.name}
      {isSaved ? <span className={styles['under']}>{t('saved')}</span> : null}
    </>
  );
}

function Why({ search: { reason, note, undisclosedUntil } }: { readonly search: LoggedSearch }) {
  const t = useTranslations('search.log');
  const reasons = useTranslations('watching.reasons');
  const dates = useDates();
  return (
    <>
      {reason === null ? <span className={styles['quiet']}>{t('noReason')}</span> : reasons(reason)}
      {note ? <span className={styles['under']}>{note}</span> : null}
      {undisclosedUntil === null ? null : (
        <span className={styles['under']}>
          {t('undisclosed', { date: dates.day(undisclosedUntil) })}
        </span>
      )}
    </>
  );
}
