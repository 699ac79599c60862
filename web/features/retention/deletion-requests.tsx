import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import tableSection from '../../components/table-section.module.css';
import {
  DELETION_ROUTES,
  type DeletionRequest,
  DeletionRequestSort,
} from '../../contract/deletions.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { refreshAfter } from '../lists/refresh-after.ts';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { ApproveDeletionModal } from './approve-deletion-modal.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

/** What is approved is carried out meanwhile. */
const FOLLOW_MS = 20_000;

/** What somebody wants, or wanted, deleted at once. Nothing at all when nobody ever did. */
export function DeletionRequests({ mayDelete }: { readonly mayDelete: boolean }) {
  const t = useTranslations();
  const sort = useSort({ orders: DeletionRequestSort, fallback: '-requested', param: 'requests' });
  const requests = useRoutePages(
    DELETION_ROUTES.listDeletionRequests,
    { sort: sort.by },
    { placeholderData: keepPreviousData, refetchInterval: refreshAfter(FOLLOW_MS) },
  );
  const [chosen, setChosen] = useState<DeletionRequest | null>(null);
  const columns = useColumns({ mayDelete, onReview: setChosen });
  if (requests.data === undefined) {
    return <QueryFallback query={requests} skeleton={null} />;
  }
  const items = rowsOfPages(requests.data.pages, ({ id }) => id);
  if (items.length === 0) return null;
  return (
    <section className={tableSection['section']}>
      <div className={tableSection['heading']}>
        <h2>{t('retention.requests')}</h2>
        <p>{t('retention.requestsHint')}</p>
      </div>
      <ListTable
        label={t('retention.requests')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={requests.hasNextPage}
      />
      <MorePages list={requests} />
      {chosen === null ? null : (
        <ApproveDeletionModal request={chosen} onClose={() => setChosen(null)} />
      )}
    </section>
  );
}

interface ColumnOptions {
  readonly mayDelete: boolean;
  readonly onReview: (request: DeletionRequest) => void;
}

function useColumns({ mayDelete, onReview }: ColumnOptions): Column<DeletionRequest>[] {
  const t = useTranslations('retention');
  const dates = useDates();
  return [
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      className: styles['strong'],
      cell: ({ person }) => person.name,
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ from, to }) => dates.days(from, to),
    },
    {
      id: 'reason',
      title: t('reason'),
      className: styles['reason'],
      cell: ({ reason }) => reason,
    },
    {
      id: 'requested',
      title: t('requested'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ requested }) => (
        <>
          {dates.moment(requested.at)}
          <span className={styles['under']}>{requested.by}</span>
        </>
      ),
    },
    {
      id: 'status',
      title: t('status'),
      cell: (request) => <RequestStatus request={request} />,
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (request) => {
        const isOpen = request.approved === null && request.ended === null;
        if (!(mayDelete && isOpen)) return null;
        if (request.isOwn) return <TakeBackButton request={request} />;
        return (
          <Button size="compact-sm" onClick={() => onReview(request)}>
            {t('review')}
          </Button>
        );
      },
    },
  ];
}

function RequestStatus({ request }: { readonly request: DeletionRequest }) {
  const t = useTranslations('retention');
  const { approved, ended, carriedOutAt, keys, heldKeys } = request;
  const decided = approved ?? ended;
  return (
    <>
      <StateBadge state={STATES.deletionRequest[stateOf(request)]} />
      {decided === null ? null : <span className={styles['under']}>{decided.by}</span>}
      {carriedOutAt === null ? null : (
        <span className={styles['under']}>{t('requestResult', { keys })}</span>
      )}
      {heldKeys === 0 ? null : (
        <span className={styles['under']}>{t('requestHeld', { keys, heldKeys })}</span>
      )}
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
  const end = useRouteMutation(DELETION_ROUTES.endDeletionRequest, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
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
