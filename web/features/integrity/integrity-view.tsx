'use client';

import { useTranslations } from 'next-intl';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { INTEGRITY_ROUTES } from '../../contract/integrity.ts';
import type { Right } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { CheckpointsCard } from './checkpoints-card.tsx';
import { ContradictionsCard } from './contradictions-card.tsx';
import { FindingsCard } from './findings-card.tsx';
import styles from './integrity.module.css';
import { RecoverabilityCard } from './recoverability-card.tsx';
import { RepairCard } from './repair-card.tsx';
import { RunsCard } from './runs-card.tsx';

const REFRESH_MS = 30_000;

/** Whether what lies in the archive can still be played. */
export function IntegrityView({ rights }: { readonly rights: readonly Right[] }) {
  const t = useTranslations('integrity');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <ListTools list="findings" request={{}} />
      </PageHeader>
      <IntegrityContent mayExplain={rights.includes('system')} />
    </>
  );
}

function IntegrityContent({ mayExplain }: { readonly mayExplain: boolean }) {
  const t = useTranslations('common');
  const integrity = useRoute(INTEGRITY_ROUTES.readIntegrity, undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (integrity.data === undefined) {
    return (
      <QueryFallback
        query={integrity}
        skeleton={
          <div
            className={pageCards['page']}
            aria-busy="true"
            role="status"
            aria-label={t('loading')}
          >
            <div className={styles['pair']}>
              <CardSkeleton height={260} />
              <CardSkeleton height={260} />
            </div>
            <CardSkeleton height={200} />
          </div>
        }
      />
    );
  }
  return (
    <div className={pageCards['page']}>
      {integrity.data.repair !== null && <RepairCard repair={integrity.data.repair} />}
      <div className={styles['pair']}>
        <div className={styles['stack']}>
          <RecoverabilityCard months={integrity.data.months} />
          <CheckpointsCard checkpoints={integrity.data.checkpoints} />
        </div>
        <RunsCard overview={integrity.data} />
      </div>
      <ContradictionsCard checkpoints={integrity.data.checkpoints} mayExplain={mayExplain} />
      <FindingsCard openCount={integrity.data.openFindings} />
    </div>
  );
}
