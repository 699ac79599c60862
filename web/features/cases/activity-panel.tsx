import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { AuditSort } from '../../contract/audit.ts';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { ActivityTable } from './activity-table.tsx';
import styles from './cases.module.css';

/** Everything that was done to the case, its clips, holds and packages. */
export function ActivityPanel({ id }: { readonly id: string }) {
  const t = useTranslations();
  const sort = useSort({ orders: AuditSort, fallback: '-time', param: 'activity' });
  const activity = useRoutePages(
    CASE_ROUTES.listCaseActivity,
    { case: id, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  if (activity.isPending) return <TableSkeleton columns={4} label={t('common.loading')} />;
  if (activity.data === undefined) {
    return <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />;
  }
  const items = rowsOfPages(activity.data.pages, ({ seq }) => seq);
  if (items.length === 0) return <p className={styles['below']}>{t('cases.noActivity')}</p>;
  return (
    <>
      <ActivityTable entries={items} sort={sort} hasMore={activity.hasNextPage} />
      <MorePages list={activity} byScroll />
    </>
  );
}
