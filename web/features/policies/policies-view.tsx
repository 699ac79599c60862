'use client';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import tableSection from '../../components/table-section.module.css';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { POLICY_ROUTES } from '../../contract/policies.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages, type PagedList } from '../lists/more-pages.tsx';
import { AssignmentsTable } from './assignments-table.tsx';
import { PolicyDrawer } from './policy-drawer.tsx';
import { VersionsTable } from './versions-table.tsx';

/** What is in force for whom, and every version there was. */
export function PoliciesView({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslations('policies');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
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
