'use client';

import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { PeopleTable } from './people-table.tsx';
import { usePeople } from './use-people.ts';

interface PeopleTodayPanelProps {
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** Everybody's present day. */
export function PeopleTodayPanel({ search, canEnrol, onClear }: PeopleTodayPanelProps) {
  const people = usePeople(search);
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
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
      <PeopleTable people={found} />
      <MorePages list={people} />
    </>
  );
}
