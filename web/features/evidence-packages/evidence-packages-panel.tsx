'use client';

import { IconPackage } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import {
  EVIDENCE_PACKAGE_ROUTES,
  type EvidencePackageSummary,
} from '../../contract/evidence-packages.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { EvidencePackageCard } from './evidence-package-card.tsx';
import styles from './evidence-packages.module.css';

const WHILE_MAKING_MS = 1_000;
const WHILE_WAITING_MS = 5_000;

/** The packages of a case, as they are made: asked for anew as long as something happens to one. */
export function EvidencePackagesPanel({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const evidencePackages = useRoutePages(
    EVIDENCE_PACKAGE_ROUTES.listEvidencePackages,
    { case: opened.id },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        refetchAfter(state.data?.pages.flatMap(({ items }) => items) ?? []),
    },
  );
  if (evidencePackages.data === undefined) {
    return (
      <QueryFallback
        query={evidencePackages}
        skeleton={<TableSkeleton columns={3} label={t('common.loading')} />}
      />
    );
  }
  const items = evidencePackages.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <MessageState icon={<IconPackage size={22} />} title={t('evidencePackages.noneTitle')}>
        <p>{t('evidencePackages.noneText')}</p>
      </MessageState>
    );
  }
  return (
    <div className={styles['page']}>
      {items.map((one) => (
        <EvidencePackageCard key={one.id} made={one} opened={opened} />
      ))}
      <MorePages list={evidencePackages} />
    </div>
  );
}

function refetchAfter(items: readonly EvidencePackageSummary[]): number | false {
  if (items.some(({ state }) => state === 'running' || state === 'queued')) return WHILE_MAKING_MS;
  return items.some(({ state }) => state === 'awaiting-approval') ? WHILE_WAITING_MS : false;
}
