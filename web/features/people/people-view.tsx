'use client';

import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { NobodyFound } from './nobody-found.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import { PeopleTable } from './people-table.tsx';
import styles from './people-view.module.css';
import { usePeople } from './use-people.ts';

/** A word is typed in less than this between its letters. */
const SEARCH_AFTER_MS = 250;

export function PeopleView({ canEnrol }: { readonly canEnrol: boolean }) {
  const t = useTranslations();
  const [query, setQuery] = useQueryParam('q');
  const [search] = useDebouncedValue(query.trim(), SEARCH_AFTER_MS);
  const people = usePeople(search);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = people;
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  const isNobody = people.isSuccess && found.length === 0;
  return (
    <>
      <PageHeader
        title={t('people.title')}
        aside={isNobody || hasNextPage ? null : t('people.count', { count: found.length })}
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
      {people.isError && found.length === 0 ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      ) : null}
      {isNobody && search === '' ? <NobodyYet canEnrol={canEnrol} /> : null}
      {isNobody && search !== '' ? (
        <NobodyFound query={search} onClear={() => setQuery('')} />
      ) : null}
      {found.length > 0 ? <PeopleTable people={found} /> : null}
      {hasNextPage ? (
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
