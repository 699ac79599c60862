import { IconLockOpen } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { HoldsTable } from './holds-table.tsx';
import { useHolds } from './use-holds.ts';

export function HoldsPanel({ mayHold }: { readonly mayHold: boolean }) {
  const t = useTranslations();
  const holds = useHolds();
  if (holds.isPending) return <TableSkeleton columns={6} label={t('common.loading')} />;
  if (holds.data === undefined) {
    return <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />;
  }
  const items = holds.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconLockOpen size={22} />} title={t('retention.noHolds')}>
        <p>{t('retention.noHoldsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <HoldsTable holds={items} mayHold={mayHold} />
      <MorePages list={holds} />
    </>
  );
}
