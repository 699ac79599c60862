'use client';

import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { matchPeople } from './match-people.ts';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { PeopleTable } from './people-table.tsx';
import styles from './people-view.module.css';
import { usePeople } from './use-people.ts';

export function PeopleView({ canEnrol }: { readonly canEnrol: boolean }) {
  const t = useTranslations();
  const [query, setQuery] = useQueryParam('q');
  const people = usePeople();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = people;
  // A search is over everybody, also those on pages that were not shown yet.
  const isSearchShort = query !== '' && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (isSearchShort) void fetchNextPage();
  }, [isSearchShort, fetchNextPage]);

  const all = people.data?.pages.flatMap((page) => page.items) ?? [];
  const found = matchPeople(all, query);
  return (
    <>
      <PageHeader
        title={t('people.title')}
        aside={all.length === 0 || hasNextPage ? null : t('people.count', { count: all.length })}
      >
        <TextInput
          className={styles['search']}
          type="search"
          size="xs"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          rightSection={
            query === '' ? null : (
              <CloseButton
                size="sm"
                aria-label={t('people.clearSearch')}
                onClick={() => setQuery('')}
              />
            )
          }
        />
      </PageHeader>
      {people.isPending ? <PeopleSkeleton /> : null}
      {people.isError && all.length === 0 ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      ) : null}
      {people.isSuccess && all.length === 0 ? <NobodyYet canEnrol={canEnrol} /> : null}
      {all.length > 0 && found.length === 0 && !hasNextPage ? (
        <NobodyFound query={query} onClear={() => setQuery('')} />
      ) : null}
      {found.length > 0 ? <PeopleTable people={found} /> : null}
      {hasNextPage && query === '' ? (
        <Button
          className={styles['more']}
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      ) : null}
    </>
  );
}
