import { Skeleton, Tabs } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { FindingSort, INTEGRITY_ROUTES } from '../../contract/integrity.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { type FindingState, FindingsTable } from './findings-table.tsx';
import styles from './integrity.module.css';

/** What is, and was, wrong in the archive. */
export function FindingsCard({ openCount }: { readonly openCount: number }) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const [param, setParam] = useQueryParam('findings');
  const current: FindingState = param === 'resolved' ? 'resolved' : 'open';
  return (
    <Card title={t('findings')} aside={<span className={styles['text']}>{t('findingsHint')}</span>}>
      <Tabs
        value={current}
        onChange={(value) => setParam(value === 'resolved' ? 'resolved' : '')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="open">
            {openCount === 0 ? t('open') : t('openCount', { count: format.number(openCount) })}
          </Tabs.Tab>
          <Tabs.Tab value="resolved">{t('resolved')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={current} pt={12}>
          <FindingsPanel key={current} state={current} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

function FindingsPanel({ state }: { readonly state: FindingState }) {
  const t = useTranslations();
  const sort = useSort({ orders: FindingSort, fallback: '-when' });
  const findings = useRoutePages(
    INTEGRITY_ROUTES.listFindings,
    { state, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  if (findings.isPending) return <Skeleton height={80} />;
  if (findings.data === undefined) {
    return <ErrorState error={findings.error} onRetry={() => void findings.refetch()} />;
  }
  const items = rowsOfPages(findings.data.pages, ({ id }) => id);
  if (items.length === 0) {
    return state === 'open' ? (
      <MessageState icon={<IconShieldCheck size={22} />} title={t('integrity.noOpen')}>
        <p>{t('integrity.noOpenText')}</p>
      </MessageState>
    ) : (
      <MessageState icon={<IconShieldCheck size={22} />} title={t('integrity.noResolved')} />
    );
  }
  return (
    <>
      <FindingsTable state={state} sort={sort} findings={items} hasMore={findings.hasNextPage} />
      <MorePages list={findings} byScroll />
    </>
  );
}
