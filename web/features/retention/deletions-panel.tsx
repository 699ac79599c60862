import { IconTrashOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { DeletionSort } from '../../contract/retention.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { DeletionRequests } from './deletion-requests.tsx';
import { DeletionsTable } from './deletions-table.tsx';
import { useDeletions } from './use-deletions.ts';

interface DeletionsPanelProps {
  readonly mayDelete: boolean;
  readonly mayAudit: boolean;
}

/** What somebody wants deleted at once, and what was deleted, by whatever. */
export function DeletionsPanel({ mayDelete, mayAudit }: DeletionsPanelProps) {
  return (
    <>
      <DeletionRequests mayDelete={mayDelete} />
      <Deletions mayAudit={mayAudit} />
    </>
  );
}

function Deletions({ mayAudit }: Pick<DeletionsPanelProps, 'mayAudit'>) {
  const t = useTranslations();
  const sort = useSort({ orders: DeletionSort, fallback: '-keysDestroyed' });
  const deletions = useDeletions(sort.by);
  if (deletions.isPending) return <TableSkeleton columns={6} label={t('common.loading')} />;
  if (deletions.data === undefined) {
    return <ErrorState error={deletions.error} onRetry={() => void deletions.refetch()} />;
  }
  const items = rowsOfPages(deletions.data.pages, ({ id }) => id);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconTrashOff size={22} />} title={t('retention.noDeletions')}>
        <p>{t('retention.noDeletionsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <DeletionsTable
        deletions={items}
        sort={sort}
        hasMore={deletions.hasNextPage}
        mayAudit={mayAudit}
      />
      <MorePages list={deletions} byScroll />
    </>
  );
}
