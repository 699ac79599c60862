'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleMonthTable } from './people-month-table.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import styles from './people-view.module.css';
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
  const t = useTranslations('common');
  const query = usePeopleMonth(month, search);
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
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
      <PeopleMonthTable month={month} people={people} />
      {query.hasNextPage ? (
        <Button
          className={styles['more']}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('loadMore')}
        </Button>
      ) : null}
    </>
  );
}
