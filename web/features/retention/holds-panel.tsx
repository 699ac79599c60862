import { IconLockOpen } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { HOLD_ROUTES, HoldSort } from '../../contract/holds.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { HoldsTable } from './holds-table.tsx';

export function HoldsPanel({ mayHold }: { readonly mayHold: boolean }) {
  const t = useTranslations();
  const sort = useSort({ orders: HoldSort, fallback: '-placed' });
  const holds = useRoutePages(
    HOLD_ROUTES.listHolds,
    { sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  if (holds.isPending) return <TableSkeleton columns={6} label={t('common.loading')} />;
  if (holds.data === undefined) {
    return <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />;
  }
  const items = rowsOfPages(holds.data.pages, ({ id }) => id);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconLockOpen size={22} />} title={t('retention.noHolds')}>
        <p>{t('retention.noHoldsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <HoldsTable holds={items} mayHold={mayHold} sort={sort} hasMore={holds.hasNextPage} />
      <MorePages list={holds} byScroll />
    </>
  );
}
