import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { type DeletionRequest, DeletionRequestSort } from '../../contract/retention.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { ApproveDeletionModal } from './approve-deletion-modal.tsx';
import styles from './retention.module.css';
import { useDecideDeletion } from './use-decide-deletion.ts';
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

interface DeletionRequestCellsProps {
  readonly request: DeletionRequest;
  readonly mayDelete: boolean;
  readonly onReview: () => void;
}

function DeletionRequestCells({ request, mayDelete, onReview }: DeletionRequestCellsProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { approved, ended, carriedOutAt, keys, heldKeys } = request;
  const isOpen = approved === null && ended === null;
  const decided = approved ?? ended;
  return (
    <>
      <td className={styles['strong']}>{request.person.name}</td>
      <td className={styles['quiet']}>{dates.days(request.from, request.to)}</td>
      <td className={styles['reason']}>{request.reason}</td>
      <td className={styles['quiet']}>
        {dates.moment(request.requested.at)}
        <span className={styles['under']}>{request.requested.by}</span>
      </td>
      <td>
        <StateBadge state={STATES.deletionRequest[stateOf(request)]} />
        {decided === null ? null : <span className={styles['under']}>{decided.by}</span>}
        {carriedOutAt === null ? null : (
          <span className={styles['under']}>{t('requestResult', { keys })}</span>
        )}
        {heldKeys === 0 ? null : (
          <span className={styles['under']}>{t('requestHeld', { keys, heldKeys })}</span>
        )}
      </td>
      <td data-align="end">
        {!(mayDelete && isOpen) ? null : request.isOwn ? (
          <TakeBackButton request={request} />
        ) : (
          <Button size="compact-sm" onClick={onReview}>
            {t('review')}
          </Button>
        )}
      </td>
    </>
  );
}

function stateOf(request: DeletionRequest): keyof typeof STATES.deletionRequest {
  const { approved, ended, carriedOutAt, heldKeys } = request;
  if (ended !== null) return 'ended';
  if (carriedOutAt !== null) return 'done';
  if (approved === null) return 'waiting';
  return heldKeys > 0 ? 'held' : 'approved';
}

/** Takes one's own request back: nothing was deleted by it, so nothing is asked. */
function TakeBackButton({ request }: { readonly request: DeletionRequest }) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const end = useDecideDeletion('end');
  const takeBack = (): void =>
    end.mutate(
      { request: request.id },
      {
        onSuccess: () => notifications.show({ message: t('takenBack') }),
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return (
    <Button variant="subtle" size="compact-sm" onClick={takeBack} loading={end.isPending}>
      {t('takeBack')}
    </Button>
  );
}
