import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import type { DeletionRequest } from '../../contract/retention.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { ApproveDeletionModal } from './approve-deletion-modal.tsx';
import { DeletionRequestRow } from './deletion-request-row.tsx';
import styles from './retention.module.css';
import { useDeletionRequests } from './use-deletion-requests.ts';

/** What somebody wants, or wanted, deleted at once. Nothing at all when nobody ever did. */
export function DeletionRequests({ mayDelete }: { readonly mayDelete: boolean }) {
  const t = useTranslations();
  const requests = useDeletionRequests();
  const [chosen, setChosen] = useState<DeletionRequest | null>(null);
  if (requests.isPending) return null;
  if (requests.data === undefined) {
    return <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />;
  }
  const items = requests.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return null;
  return (
    <section className={styles['section']}>
      <div className={styles['heading']}>
        <h2>{t('retention.requests')}</h2>
        <p>{t('retention.requestsHint')}</p>
      </div>
      <DataTable label={t('retention.requests')}>
        <thead>
          <tr>
            <th scope="col">{t('retention.person')}</th>
            <th scope="col">{t('retention.stretch')}</th>
            <th scope="col">{t('retention.reason')}</th>
            <th scope="col">{t('retention.requested')}</th>
            <th scope="col">{t('retention.status')}</th>
            <th scope="col" aria-label={t('retention.actions')} />
          </tr>
        </thead>
        <tbody>
          {items.map((request) => (
            <DeletionRequestRow
              key={request.id}
              request={request}
              mayDelete={mayDelete}
              onReview={() => setChosen(request)}
            />
          ))}
        </tbody>
      </DataTable>
      <MorePages list={requests} />
      {chosen === null ? null : (
        <ApproveDeletionModal request={chosen} onClose={() => setChosen(null)} />
      )}
    </section>
  );
}
