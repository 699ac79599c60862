'use client';
import { UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import tableSection from '../../components/table-section.module.css';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { POLICY_ROUTES, type PolicySummary } from '../../contract/policies.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useDates } from '../format/use-dates.ts';
import { ListTools } from '../lists/list-tools.tsx';
import { MorePages, type PagedList } from '../lists/more-pages.tsx';
import { SortedTable } from '../lists/sorted-table.tsx';
import { AssignmentsTable } from './assignments-table.tsx';
import styles from './policies-view.module.css';
import { PolicyDrawer } from './policy-drawer.tsx';

/** What is in force for whom, and every version there was. */
export function PoliciesView({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslations('policies');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <ListTools list="policies" request={{}} />
        {mayChange ? (
          <LinkButton href="/policies/new" leftSection={<IconPlus size={15} aria-hidden="true" />}>
            {t('create')}
          </LinkButton>
        ) : null}
      </PageHeader>
      <PoliciesContent mayChange={mayChange} />
    </>
  );
}

function PoliciesContent({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslations();
  const policies = useRoutePages(POLICY_ROUTES.listPolicies, {});
  const [open, setOpen] = useQueryParam('policy');
  const versions = policies.data?.pages.flatMap((page) => page.items) ?? [];
  const at = versions.findIndex(({ version }) => String(version) === open);
  useFetchUntil(policies, open === '' || at !== -1);
  const [first] = policies.data?.pages ?? [];
  if (first === undefined) {
    const skeleton = <TableSkeleton columns={5} label={t('common.loading')} />;
    return <QueryFallback query={policies} skeleton={skeleton} />;
  }
  const onOpen = (version: number): void => setOpen(String(version));
  return (
    <>
      <section className={tableSection['section']}>
        <div className={tableSection['heading']}>
          <h2>{t('policies.inForce')}</h2>
          <p>{t('policies.inForceHint')}</p>
        </div>
        <AssignmentsTable assignments={first.assignments} mayChange={mayChange} onOpen={onOpen} />
      </section>
      <section className={tableSection['section']}>
        <div className={tableSection['heading']}>
          <h2>{t('policies.versions')}</h2>
        </div>
        <VersionsTable
          versions={versions}
          hasMore={policies.hasNextPage}
          open={versions[at]?.version ?? null}
          onOpen={onOpen}
        />
      </section>
      <MorePages list={policies} />
      <PolicyDrawer
        policy={versions[at] ?? null}
        previous={at === -1 ? null : (versions[at + 1] ?? null)}
        assignments={first.assignments}
        mayChange={mayChange}
        onClose={() => setOpen('')}
      />
    </>
  );
}

/** Reads on until a row that the address names is here, or there are no more pages. */
function useFetchUntil(list: PagedList, isHere: boolean): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const mayFetch = !isHere && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (mayFetch) fetchNextPage();
  }, [mayFetch, fetchNextPage]);
}

interface VersionsTableProps {
  readonly versions: readonly PolicySummary[];
  /** Those that are here are sorted only if they are all. */
  readonly hasMore: boolean;
  readonly open: number | null;
  readonly onOpen: (version: number) => void;
}

/** Every version there ever was, the newest first. */
function VersionsTable({ versions, hasMore, open, onOpen }: VersionsTableProps) {
  const t = useTranslations('policies');
  const table = {
    label: t('versions'),
    columns: useColumns(onOpen),
    rows: versions,
    keyOf: ({ version }: PolicySummary) => version,
    isSelected: ({ version }: PolicySummary) => version === open,
  };
  return hasMore ? <ListTable {...table} hasMore /> : <SortedTable {...table} />;
}

function useColumns(onOpen: (version: number) => void): Column<PolicySummary>[] {
  const t = useTranslations('policies');
  const dates = useDates();
  return [
    {
      id: 'policy',
      title: t('policy'),
      sorts: 'descending',
      value: ({ version }) => version,
      cell: ({ version, name }) => (
        <UnstyledButton
          className={styles['open']}
          aria-haspopup="dialog"
          onClick={() => onOpen(version)}
        >
          {t('versionName', { version, name: name || t('unnamed') })}
        </UnstyledButton>
      ),
    },
    {
      id: 'note',
      title: t('note'),
      className: styles['note'],
      cell: ({ note }) => note,
    },
    {
      id: 'created',
      title: t('created'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => dates.moment(createdAt),
    },
    {
      id: 'by',
      title: t('by'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ createdBy }) => createdBy,
      cell: ({ createdBy }) => createdBy ?? t('installation'),
    },
    {
      id: 'devices',
      title: t('devices'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ devices }) => devices,
      cell: ({ devices }) => t('deviceCount', { count: devices }),
    },
  ];
}
