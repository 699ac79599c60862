import { IconTrashOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { DeletionRequests } from './deletion-requests.tsx';
import { DeletionsTable } from './deletions-table.tsx';
import { useDeletions } from './use-deletions.ts';

/** What somebody wants deleted at once, and what was deleted, by whatever. */
export function DeletionsPanel({ mayDelete }: { readonly mayDelete: boolean }) {
  return (
    <>
      <DeletionRequests mayDelete={mayDelete} />
      <Deletions />
    </>
  );
}

function Deletions() {
  const t = useTranslations();
  const deletions = useDeletions();
  if (deletions.isPending) return <TableSkeleton columns={6} label={t('common.loading')} />;
  if (deletions.data === undefined) {
    return <ErrorState error={deletions.error} onRetry={() => void deletions.refetch()} />;
  }
  const items = deletions.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconTrashOff size={22} />} title={t('retention.noDeletions')}>
        <p>{t('retention.noDeletionsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <DeletionsTable deletions={items} />
      <MorePages list={deletions} />
    </>
  );
}
