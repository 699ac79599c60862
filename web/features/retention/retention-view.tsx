'use client';

import { Button, Tabs } from '@mantine/core';
import { IconLock, IconLockOpen, IconPlus, IconTrash } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import tabs from '../../components/page-tabs.module.css';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { HOLD_ROUTES, HoldSort } from '../../contract/holds.ts';
import type { Right } from '../../contract/session.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { DeletionRequests } from './deletion-requests.tsx';
import { DeletionsTable } from './deletions-table.tsx';
import { HoldsTable } from './holds-table.tsx';
import { PlaceHoldModal } from './place-hold-modal.tsx';
import { ProposeModal } from './propose-modal.tsx';
import { RequestDeletionModal } from './request-deletion-modal.tsx';
import { RulesPanel } from './rules-panel.tsx';

const TABS = ['rules', 'holds', 'deleted'] as const;

/** How long footage is kept, what may not be deleted, and what was. */
export function RetentionView({ rights }: { readonly rights: readonly Right[] }) {
  const t = useTranslations('retention');
  const [param, setParam] = useQueryParam('tab');
  const [dialog, setDialog] = useState<'propose' | 'hold' | 'delete' | null>(null);
  const current = TABS.find((tab) => tab === param) ?? 'rules';
  const [mayPropose, mayHold] = [rights.includes('policy'), rights.includes('hold')];
  const mayDelete = rights.includes('delete');
  const close = (): void => setDialog(null);
  return (
    <Tabs
      value={current}
      onChange={(value) => setParam(value === 'rules' ? '' : (value ?? ''))}
      keepMounted={false}
      className={tabs['tabs'] ?? ''}
    >
      <PageHeader title={t('title')}>
        <Tabs.List className={tabs['list'] ?? ''}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {current === 'rules' && mayPropose ? (
          <Button
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            onClick={() => setDialog('propose')}
          >
            {t('propose')}
          </Button>
        ) : null}
        {current === 'holds' ? <ListTools list="holds" request={{}} /> : null}
        {current === 'deleted' ? <ListTools list="deletions" request={{}} /> : null}
        {current === 'holds' && mayHold ? (
          <Button
            leftSection={<IconLock size={15} aria-hidden="true" />}
            onClick={() => setDialog('hold')}
          >
            {t('place')}
          </Button>
        ) : null}
        {current === 'deleted' && mayDelete ? (
          <Button
            leftSection={<IconTrash size={15} aria-hidden="true" />}
            onClick={() => setDialog('delete')}
          >
            {t('request')}
          </Button>
        ) : null}
      </PageHeader>
      <Tabs.Panel value="rules" className={tabs['panel'] ?? ''}>
        <RulesPanel mayPropose={mayPropose} mayApprove={mayDelete} />
      </Tabs.Panel>
      <Tabs.Panel value="holds" className={tabs['panel'] ?? ''}>
        <HoldsPanel mayHold={mayHold} />
      </Tabs.Panel>
      <Tabs.Panel value="deleted" className={tabs['panel'] ?? ''}>
        <DeletionRequests mayDelete={mayDelete} />
        <DeletionsTable mayAudit={rights.includes('audit')} />
      </Tabs.Panel>
      {dialog === 'propose' ? <ProposeModal onClose={close} /> : null}
      {dialog === 'delete' ? <RequestDeletionModal onClose={close} /> : null}
      {dialog === 'hold' ? <PlaceHoldModal onClose={close} /> : null}
    </Tabs>
  );
}

function HoldsPanel({ mayHold }: { readonly mayHold: boolean }) {
  const t = useTranslations();
  const sort = useSort({ orders: HoldSort, fallback: '-placed' });
  const holds = useRoutePages(
    HOLD_ROUTES.listHolds,
    { sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  if (holds.data === undefined) {
    return (
      <QueryFallback
        query={holds}
        skeleton={<TableSkeleton columns={6} label={t('common.loading')} />}
      />
    );
  }
  const items = rowsOfPages(holds.data.pages, ({ id }) => id);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconLockOpen size={22} />} title={t('retention.noHolds')}>
        <p>{t('retention.noHoldsText')}</p>
      </MessageState>
    );
  }
  return (
    <>
      <HoldsTable holds={items} mayHold={mayHold} sort={sort} hasMore={holds.hasNextPage} />
      <MorePages list={holds} byScroll />
    </>
  );
}
