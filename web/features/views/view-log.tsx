'use client';

import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import { useViewFilters } from './use-view-filters.ts';
import { ViewFiltersBar } from './view-filters-bar.tsx';
import { ViewsTable } from './views-table.tsx';

/** Everything that anybody watched, for auditors. */
export function ViewLog() {
  const t = useTranslations('views');
  const { words, filters, set } = useViewFilters();
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} />
      <ViewFiltersBar words={words} onChange={set} />
      <ViewsTable filters={filters} withPerson />
    </>
  );
}
