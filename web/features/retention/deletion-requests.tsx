import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { type DeletionRequest, DeletionRequestSort } from '../../contract/retention.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { ApproveDeletionModal } from './approve-deletion-modal.tsx';
import { DeletionRequestCells } from './deletion-request-cells.tsx';
import styles from './retention.module.css';
import { useDeletionRequests } from './use-deletion-requests.ts';

const COLUMNS = [
  { id: 'person', sorts: 'ascending' },
  { id: 'stretch', sorts: 'descending' },
  { id: 'reason' },
  { id: 'requested', sorts: 'descending' },
  { id: 'status' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];

/** What somebody wants, or wanted, deleted at once. Nothing at all when nobody ever did. */
export function DeletionRequests({ mayDelete }: { readonly mayDelete: boolean }) {
  const t = useTranslations();
  const sort = useSort({ orders: DeletionRequestSort, fallback: '-requested', param: 'requests' });
  const requests = useDeletionRequests(sort.by);
  const [chosen, setChosen] = useState<DeletionRequest | null>(null);
  if (requests.isPending) return null;
  if (requests.data === undefined) {
    return <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />;
  }
  const items = rowsOfPages(requests.data.pages, ({ id }) => id);
  if (items.length === 0) return null;
  return (
    <section className={styles['section']}>
      <div className={styles['heading']}>
        <h2>{t('retention.requests')}</h2>
        <p>{t('retention.requestsHint')}</p>
      </div>
      <ListTable
        label={t('retention.requests')}
        columns={COLUMNS.map((column) => ({ ...column, title: t(`retention.${column.id}`) }))}
        rows={items}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={requests.hasNextPage}
        cells={(request) => (
          <DeletionRequestCells
            request={request}
            mayDelete={mayDelete}
            onReview={() => setChosen(request)}
          />
        )}
      />
      <MorePages list={requests} />
      {chosen === null ? null : (
        <ApproveDeletionModal request={chosen} onClose={() => setChosen(null)} />
      )}
    </section>
  );
}
