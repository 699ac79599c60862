'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { PeopleTable } from './people-table.tsx';
import styles from './people-view.module.css';
import { usePeople } from './use-people.ts';

interface PeopleTodayPanelProps {
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** Everybody's present day. */
export function PeopleTodayPanel({ search, canEnrol, onClear }: PeopleTodayPanelProps) {
  const t = useTranslations('common');
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
      {people.hasNextPage ? (
        <Button
          className={styles['more']}
          variant="default"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t('loadMore')}
        </Button>
      ) : null}
    </>
  );
}
