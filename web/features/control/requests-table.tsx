'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserCheck } from '@tabler/icons-react';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { CONTROL_ROUTES, type ControlRequest } from '../../contract/control.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { refreshAfter } from '../lists/refresh-after.ts';
import styles from './control.module.css';
import { ControlNote } from './control-note.tsx';
import { ReviewModal } from './review-modal.tsx';
import { useRequestWords } from './use-request-words.ts';

const REFRESH_MS = 30_000;

interface RequestsTableProps {
  readonly state: 'waiting' | 'closed';
}

/** The requests that wait for a second person, or those that do no more. */
export function RequestsTable({ state }: RequestsTableProps) {
  const t = useTranslations('control');
  const [chosen, setChosen] = useState<ControlRequest | null>(null);
  const isWaiting = state === 'waiting';
  const list = useRoutePages(
    CONTROL_ROUTES.listControlRequests,
    { state },
    { placeholderData: keepPreviousData, refetchInterval: refreshAfter(REFRESH_MS) },
  );
  return (
    <>
      {isWaiting ? <ControlNote kinds={[]} className={styles['note']} /> : null}
      <PagedTable
        label={t(`tabs.${state}`)}
        list={list}
        columns={useColumns(setChosen)}
        keyOf={({ id }) => id}
        empty={
          <MessageState
            icon={<IconUserCheck size={22} />}
            title={t(isWaiting ? 'noneTitle' : 'noneClosedTitle')}
          >
            <p>{t(isWaiting ? 'noneText' : 'noneClosedText')}</p>
          </MessageState>
        }
        byScroll
      />
      {chosen === null ? null : <ReviewModal request={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(onReview: (request: ControlRequest) => void): Column<ControlRequest>[] {
  const t = useTranslations('control');
  const dates = useDates();
  return [
    { id: 'what', title: t('what'), cell: (request) => <WhatCell request={request} /> },
    {
      id: 'gains',
      title: t('gains'),
      className: styles['gains'],
      cell: ({ gains }) => gains.map((gain) => <span key={gain}>{t(`gainWords.${gain}`)}</span>),
    },
    {
      id: 'asked',
      title: t('asked'),
      className: styles['asked'],
      cell: ({ requested, reason }) => (
        <>
          {requested.by.name}
          <span className={styles['under']}>{dates.moment(requested.at)}</span>
          {reason === '' ? null : <span className={styles['reason']}>{reason}</span>}
        </>
      ),
    },
    { id: 'status', title: t('status'), cell: (request) => <StatusCell request={request} /> },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (request) => {
        if (request.status !== 'waiting') return null;
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

interface OneRequest {
  readonly request: ControlRequest;
}

function WhatCell({ request }: OneRequest) {
  const { what, about } = useRequestWords(request);
  return (
    <>
      <span className={styles['strong']}>{what}</span>
      {about === null ? null : <span className={styles['under']}>{about}</span>}
    </>
  );
}

function StatusCell({ request: { status, decided, expiresAt } }: OneRequest) {
  const t = useTranslations('control');
  const dates = useDates();
  return (
    <>
      <StateBadge state={STATES.controlRequest[status]} />
      {decided === null ? (
        <span className={styles['under']}>{t('until', { date: dates.moment(expiresAt) })}</span>
      ) : (
        <>
          <span className={styles['under']}>
            {decided.by}, {dates.moment(decided.at)}
          </span>
          {decided.note === '' ? null : <span className={styles['reason']}>{decided.note}</span>}
        </>
      )}
    </>
  );
}

function TakeBackButton({ request }: OneRequest) {
  const t = useTranslations('control');
  const words = useErrorWords();
  const client = useQueryClient();
  const withdraw = useRouteMutation(CONTROL_ROUTES.withdrawControlRequest, {
    onSettled: () => void client.invalidateQueries(),
  });
  const takeBack = (): void =>
    withdraw.mutate(
      { request: request.id },
      {
        onSuccess: () => notifications.show({ message: t('tookBack') }),
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return (
    <Button size="compact-sm" variant="default" loading={withdraw.isPending} onClick={takeBack}>
      {t('takeBack')}
    </Button>
  );
}
