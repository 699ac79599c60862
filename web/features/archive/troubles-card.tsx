'use client';

import { Button, Skeleton, Tabs } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ARCHIVE_ROUTES, type TroubleKind, TroubleSort } from '../../contract/archive.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { refreshAfter } from '../lists/refresh-after.ts';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import styles from './troubles-panel.module.css';
import { TroublesTable, useRetryQuarantine } from './troubles-table.tsx';

const REFRESH_MS = 15_000;

/** Recordings that did not get into the archive: what is tried again, and what somebody must look at. */
export function TroublesCard({ quarantined }: { readonly quarantined: number }) {
  const t = useTranslations('archive');
  const format = useFormatter();
  const [tab, setTab] = useQueryParam('tab');
  const current = tab === 'quarantine' ? 'quarantined' : 'failing';
  const count = format.number(quarantined);
  return (
    <Card title={t('troubles')}>
      <Tabs
        value={current}
        onChange={(value) => setTab(value === 'quarantined' ? 'quarantine' : '')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="failing">{t('failing')}</Tabs.Tab>
          <Tabs.Tab value="quarantined">
            {quarantined > 0 ? t('quarantineCount', { count }) : t('quarantine')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={current} pt={12}>
          <TroublesPanel key={current} kind={current} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

function TroublesPanel({ kind }: { readonly kind: TroubleKind }) {
  const t = useTranslations();
  const sort = useSort({ orders: TroubleSort, fallback: 'recorded' });
  const troubles = useRoutePages(
    ARCHIVE_ROUTES.listTroubledSegments,
    { kind, sort: sort.by },
    { placeholderData: keepPreviousData, refetchInterval: refreshAfter(REFRESH_MS) },
  );
  if (troubles.data === undefined) {
    return <QueryFallback query={troubles} skeleton={<Skeleton height={90} />} />;
  }
  const items = rowsOfPages(troubles.data.pages, ({ id }) => id);
  if (items.length === 0) return <NoTroubles kind={kind} />;
  return (
    <>
      <div className={styles['bar']}>
        <p>{t(kind === 'failing' ? 'archive.failingHint' : 'archive.quarantineHint')}</p>
        {kind === 'quarantined' ? <RetryAllButton /> : null}
      </div>
      <TroublesTable kind={kind} sort={sort} segments={items} hasMore={troubles.hasNextPage} />
      <MorePages list={troubles} byScroll />
    </>
  );
}

function NoTroubles({ kind }: { readonly kind: TroubleKind }) {
  const t = useTranslations('archive');
  const isFailing = kind === 'failing';
  return (
    <MessageState
      icon={<IconCheck size={22} />}
      title={t(isFailing ? 'noFailing' : 'noQuarantine')}
      role="status"
    >
      <p>{t(isFailing ? 'noFailingText' : 'noQuarantineText')}</p>
    </MessageState>
  );
}

function RetryAllButton() {
  const t = useTranslations();
  const retry = useRetryQuarantine();
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={retry.isPending}
      onClick={() => retry.retry(null)}
      leftSection={<IconRefresh size={15} aria-hidden="true" />}
    >
      {t('archive.retryAll')}
    </Button>
  );
}
