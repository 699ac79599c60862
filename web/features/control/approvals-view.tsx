'use client';

import { Tabs } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { ControlRequest } from '../../contract/control.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import styles from './control.module.css';
import { ControlNote } from './control-note.tsx';
import { RequestCells } from './request-cells.tsx';
import { ReviewModal } from './review-modal.tsx';
import { useControlRequests } from './use-control-requests.ts';

const STATES = ['waiting', 'closed'] as const;
const COLUMNS = ['what', 'gains', 'asked', 'status', 'actions'] as const;

/** What waits for a second person, and what came of it. */
export function ApprovalsView() {
  const t = useTranslations('control');
  const [param, setParam] = useQueryParam('tab');
  const state = STATES.find((known) => known === param) ?? 'waiting';
  return (
    <Tabs
      value={state}
      onChange={(value) => setParam(value === 'waiting' ? '' : (value ?? ''))}
      keepMounted={false}
      className={styles['tabs'] ?? ''}
    >
      <PageHeader title={t('title')} aside={t('lead')}>
        <Tabs.List className={styles['list'] ?? ''}>
          {STATES.map((known) => (
            <Tabs.Tab key={known} value={known}>
              {t(`tabs.${known}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </PageHeader>
      {STATES.map((known) => (
        <Tabs.Panel key={known} value={known} className={styles['panel'] ?? ''}>
          <Requests state={known} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Requests({ state }: { readonly state: (typeof STATES)[number] }) {
  const t = useTranslations();
  const requests = useControlRequests(state);
  const [chosen, setChosen] = useState<ControlRequest | null>(null);
  const all = rowsOfPages(requests.data?.pages, ({ id }) => id);
  const isWaiting = state === 'waiting';
  return (
    <>
      {isWaiting ? <ControlNote kinds={[]} className={styles['note']} /> : null}
      {requests.isPending ? <TableSkeleton columns={4} label={t('common.loading')} /> : null}
      {requests.isError && all.length === 0 ? (
        <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      ) : null}
      {requests.isSuccess && all.length === 0 ? (
        <MessageState
          icon={<IconUserCheck size={22} />}
          title={t(isWaiting ? 'control.noneTitle' : 'control.noneClosedTitle')}
        >
          <p>{t(isWaiting ? 'control.noneText' : 'control.noneClosedText')}</p>
        </MessageState>
      ) : null}
      {all.length > 0 ? (
        <ListTable
          label={t(`control.tabs.${state}`)}
          columns={COLUMNS.map((id) => ({
            id,
            title: t(`control.${id}`),
            ...(id === 'actions' ? { head: '' } : {}),
          }))}
          rows={all}
          keyOf={({ id }) => id}
          hasMore={requests.hasNextPage}
          cells={(request) => (
            <RequestCells request={request} onReview={() => setChosen(request)} />
          )}
        />
      ) : null}
      <MorePages list={requests} byScroll />
      {chosen === null ? null : <ReviewModal request={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
