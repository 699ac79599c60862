import { IconLockOpen } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { HoldsPage } from '../../contract/holds.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { HoldsTable } from '../retention/holds-table.tsx';
import { useCasePages } from './use-case-pages.ts';

/** The holds that were placed for the case; each can be released by itself. */
export function CaseHoldsPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const { id } = opened;
  const holds = useCasePages({
    id,
    list: 'holds',
    path: PORTAL_ROUTES.caseHolds(id),
    answer: HoldsPage,
  });
  if (holds.isPending) return <TableSkeleton columns={6} label={t('common.loading')} />;
  if (holds.data === undefined) {
    return <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />;
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
