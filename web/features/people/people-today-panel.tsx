'use client';

import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { PeopleTable } from './people-table.tsx';
import { usePeople } from './use-people.ts';
import { usePersonSort } from './use-person-sort.ts';

interface PeopleTodayPanelProps {
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** Everybody's present day. */
export function PeopleTodayPanel({ search, canEnrol, onClear }: PeopleTodayPanelProps) {
  const sort = usePersonSort();
  const people = usePeople(search, sort.by);
  const found = rowsOfPages(people.data?.pages, ({ id }) => id);
  if (people.isPending) return <PeopleSkeleton />;
  if (people.isError && found.length === 0) {
    return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  }
  if (found.length === 0) {
    return search === '' ? (
      <NobodyYet canEnrol={canEnrol} />
    ) : (
      <NobodyFound query={search} onClear={onClear} />
    );
  }
  return (
    <>
      <PeopleTable people={found} sort={sort} hasMore={people.hasNextPage} />
      <MorePages list={people} byScroll />
    </>
  );
}
