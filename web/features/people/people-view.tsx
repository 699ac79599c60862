'use client';

import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ListTools } from '../lists/list-tools.tsx';
import { MonthNavigator } from '../month/month-navigator.tsx';
import { isMonth } from '../month/weeks-of-month.ts';
import { PeopleMonthTable } from './people-month-table.tsx';
import { PeopleTable } from './people-table.tsx';
import { usePeople, usePersonSort } from './use-people.ts';

/** A word is typed in less than this between its letters. */
const SEARCH_AFTER_MS = 250;
const VIEWS = ['today', 'month'] as const;

interface PeopleViewProps {
  readonly canEnrol: boolean;
  readonly mayMove: boolean;
  /** The present month by the server's clock. */
  readonly present: string;
}

/** Everybody in reach: their present day, or their month. */
export function PeopleView({ canEnrol, mayMove, present }: PeopleViewProps) {
  const t = useTranslations('people');
  const [query, setQuery] = useQueryParam('q');
  const [view, setView] = useQueryParam('view');
  const [asked, setMonth] = useQueryParam('month');
  const [search] = useDebouncedValue(query.trim(), SEARCH_AFTER_MS);
  const month = isMonth(asked) ? asked : present;
  const isMonthly = view === 'month';
  return (
    <>
      <PageHeader title={t('title')} aside={isMonthly ? null : <PeopleCount search={search} />}>
        {isMonthly ? <MonthNavigator month={month} last={present} onChange={setMonth} /> : null}
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={isMonthly ? 'month' : 'today'}
          onChange={(chosen) => setView(chosen === 'month' ? 'month' : '')}
          data={VIEWS.map((value) => ({ value, label: t(value) }))}
        />
        <SearchField
          label={t('search')}
          clearLabel={t('clearSearch')}
          value={query}
          onChange={setQuery}
        />
        <PeopleTools search={search} month={isMonthly ? month : null} />
      </PageHeader>
      {isMonthly ? (
        <PeopleMonthTable
          month={month}
          search={search}
          canEnrol={canEnrol}
          onClear={() => setQuery('')}
        />
      ) : (
        <PeopleTable
          search={search}
          canEnrol={canEnrol}
          mayMove={mayMove}
          onClear={() => setQuery('')}
        />
      )}
    </>
  );
}

interface PeopleToolsProps {
  readonly search: string;
  /** Null: the present day. */
  readonly month: string | null;
}

function PeopleTools({ search: q, month }: PeopleToolsProps) {
  const { by } = usePersonSort();
  return month === null ? (
    <ListTools list="people" request={{ q, sort: by }} />
  ) : (
    <ListTools list="people-of-month" request={{ q, month }} />
  );
}

/** How many there are, once all are known. */
function PeopleCount({ search }: { readonly search: string }) {
  const t = useTranslations('people');
  const { data, hasNextPage } = usePeople(search, usePersonSort().by);
  const count = data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return count === 0 || hasNextPage ? null : t('count', { count });
}
