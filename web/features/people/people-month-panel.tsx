'use client';

import { PersonMonthSort } from '../../contract/month.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleMonthTable } from './people-month-table.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { usePeopleMonth } from './use-people-month.ts';

interface PeopleMonthPanelProps {
  readonly month: string;
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** Everybody's month. */
export function PeopleMonthPanel(props: PeopleMonthPanelProps) {
  const { month, search, canEnrol, onClear } = props;
  const sort = useSort({ orders: PersonMonthSort, fallback: 'person' });
  const query = usePeopleMonth(month, search, sort.by);
  const people = rowsOfPages(query.data?.pages, ({ person }) => person.id);
  if (query.isPending) return <PeopleSkeleton />;
  if (query.isError && people.length === 0) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (people.length === 0) {
    return search === '' ? (
      <NobodyYet canEnrol={canEnrol} />
    ) : (
      <NobodyFound query={search} onClear={onClear} />
    );
  }
  return (
    <>
      <PeopleMonthTable {...{ month, people, sort }} hasMore={query.hasNextPage} />
      <MorePages list={query} byScroll />
    </>
  );
}
