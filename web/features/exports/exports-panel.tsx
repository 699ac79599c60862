'use client';

import { IconPackage } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import { EXPORT_ROUTES, type ExportSummary } from '../../contract/exports.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { ExportCard } from './export-card.tsx';
import styles from './exports.module.css';

const WHILE_MAKING_MS = 1_000;
const WHILE_WAITING_MS = 5_000;

/** The packages of a case, as they are made: asked for anew as long as something happens to one. */
export function ExportsPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const exports = useRoutePages(
    EXPORT_ROUTES.listExports,
    { case: opened.id },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        refetchAfter(state.data?.pages.flatMap(({ items }) => items) ?? []),
    },
  );
  if (exports.isPending) return <TableSkeleton columns={3} label={t('common.loading')} />;
  if (exports.data === undefined) {
    return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
  }
  const items = exports.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconPackage size={22} />} title={t('exports.noneTitle')}>
        <p>{t('exports.noneText')}</p>
      </MessageState>
    );
  }
  return (
    <div className={styles['page']}>
      {items.map((one) => (
        <ExportCard
          key={one.id}
          made={one}
          mayWork={opened.mayWork}
          members={opened.members.length}
        />
      ))}
      <MorePages list={exports} />
    </div>
  );
}

function refetchAfter(items: readonly ExportSummary[]): number | false {
  if (items.some(({ state }) => state === 'running' || state === 'queued')) return WHILE_MAKING_MS;
  return items.some(({ state }) => state === 'awaiting-approval') ? WHILE_WAITING_MS : false;
}
