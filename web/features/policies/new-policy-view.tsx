'use client';

import { useTranslations } from 'next-intl';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { POLICY_ROUTES } from '../../contract/policies.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { PolicyEditor } from './policy-editor.tsx';

/** The editor on the version that `from` names; without, on the one that is for all. */
export function NewPolicyView() {
  const t = useTranslations('common');
  const policies = useRoutePages(POLICY_ROUTES.listPolicies, {});
  const [from] = useQueryParam('from');
  if (policies.isPending) return <TableSkeleton columns={3} label={t('loading')} />;
  const versions = policies.data?.pages.flatMap((page) => page.items) ?? [];
  const forAll = policies.data?.pages[0]?.assignments.find(({ target }) => target.scope === 'all');
  const wanted = from === '' ? String(forAll?.version) : from;
  const base = versions.find(({ version }) => String(version) === wanted) ?? versions[0];
  if (base === undefined) {
    return <ErrorState error={policies.error} onRetry={() => void policies.refetch()} />;
  }
  return <PolicyEditor key={base.version} base={base} />;
}
