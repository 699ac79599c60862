import { IconLockOpen } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { HoldsTable } from '../retention/holds-table.tsx';

/** The holds that were placed for the case; each can be released by itself. */
export function CaseHoldsPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const holds = useRoutePages(
    CASE_ROUTES.listCaseHolds,
    { case: opened.id },
    { placeholderData: keepPreviousData },
  );
  if (holds.data === undefined) {
    return (
      <QueryFallback
        query={holds}
        skeleton={<TableSkeleton columns={6} label={t('common.loading')} />}
      />
    );
  }
  const items = holds.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconLockOpen size={22} />} title={t('cases.noHoldsTitle')}>
        <p>{t('cases.noHoldsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <HoldsTable holds={items} mayHold={opened.mayHold} hasMore={holds.hasNextPage} />
      <MorePages list={holds} />
    </>
  );
}
