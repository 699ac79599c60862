'use client';

import { Tabs } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PageHeader } from '../../components/page-header.tsx';
import tabs from '../../components/page-tabs.module.css';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ListTools } from '../lists/list-tools.tsx';
import { RequestsTable } from './requests-table.tsx';

const STATES = ['waiting', 'closed'] as const;

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
      className={tabs['tabs'] ?? ''}
    >
      <PageHeader title={t('title')} aside={t('lead')}>
        <Tabs.List className={tabs['list'] ?? ''}>
          {STATES.map((known) => (
            <Tabs.Tab key={known} value={known}>
              {t(`tabs.${known}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <ListTools list="approvals" request={{ state }} />
      </PageHeader>
      {STATES.map((known) => (
        <Tabs.Panel key={known} value={known} className={tabs['panel'] ?? ''}>
          <RequestsTable state={known} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
