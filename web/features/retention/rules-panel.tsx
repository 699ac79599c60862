import { useTranslations } from 'next-intl';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { DueCard } from './due-card.tsx';
import { EndedRules } from './ended-rules.tsx';
import { ProposalsTable } from './proposals-table.tsx';
import styles from './retention.module.css';
import { RulesTable } from './rules-table.tsx';
import { useRetention } from './use-retention.ts';

interface RulesPanelProps {
  readonly mayPropose: boolean;
  readonly mayApprove: boolean;
}

export function RulesPanel({ mayPropose, mayApprove }: RulesPanelProps) {
  const t = useTranslations();
  const retention = useRetention();
  if (retention.isPending) return <TableSkeleton columns={5} label={t('common.loading')} />;
  if (retention.data === undefined) {
    return <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />;
  }
  const { inForce, proposed, night } = retention.data;
  return (
    <>
      <DueCard night={night} />
      <section className={styles['section']}>
        <div className={styles['heading']}>
          <h2>{t('retention.inForce')}</h2>
          <p>{t('retention.inForceHint')}</p>
        </div>
        {inForce.length === 0 ? (
          <p className={styles['empty']}>{t('retention.noRule')}</p>
        ) : (
          <RulesTable rules={inForce} mayPropose={mayPropose} />
        )}
      </section>
      {proposed.length === 0 ? null : (
        <section className={styles['section']}>
          <div className={styles['heading']}>
            <h2>{t('retention.proposals')}</h2>
            <p>{t(mayApprove ? 'retention.proposalsHint' : 'retention.proposalsWait')}</p>
          </div>
          <ProposalsTable rules={proposed} mayPropose={mayPropose} mayApprove={mayApprove} />
        </section>
      )}
      <EndedRules />
    </>
  );
}
