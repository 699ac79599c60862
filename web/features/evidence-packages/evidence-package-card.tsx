import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';
import { AbsentFootage } from './absent-footage.tsx';
import { EvidencePackageActions } from './evidence-package-actions.tsx';
import { EvidencePackageProgress } from './evidence-package-progress.tsx';
import styles from './evidence-packages.module.css';
import { PackageFacts } from './package-facts.tsx';
import { SharesList } from './shares-list.tsx';
import { useRedactionWords } from './use-redaction-words.ts';

interface EvidencePackageCardProps {
  readonly made: EvidencePackageSummary;
  readonly mayWork: boolean;
  /** How many members the case has. */
  readonly members: number;
}

/** One package: what it is for, how far it is, and what can be done with it. */
export function EvidencePackageCard({ made, mayWork, members }: EvidencePackageCardProps) {
  const t = useTranslations('evidencePackages');
  const reasons = useTranslations('watching.reasons');
  const dates = useDates();
  const causes = useCauseWords('evidence');
  const redacted = useRedactionWords()(made);
  const { state, decision } = made;
  const isMaking = state === 'running' || state === 'queued';
  return (
    <div data-testid="package" data-state={state}>
      <Card title={made.clip.title} aside={<StateBadge state={STATES.evidencePackage[state]} />}>
        <div className={styles['for']}>
          <p>
            {reasons(made.reason)}: {made.note}
          </p>
          <small>
            {[
              t('askedBy', { name: made.requestedBy.name, date: dates.moment(made.requestedAt) }),
              made.isProtected ? t('isProtected') : '',
              redacted,
            ]
              .filter((words) => words !== '')
              .join(' · ')}
          </small>
          {decision === null ? null : (
            <small>
              {t(state === 'refused' ? 'refusedBy' : 'approvedBy', {
                name: decision.by,
                note: decision.note,
              })}
            </small>
          )}
        </div>
        {state === 'awaiting-approval' && !made.mayDecide ? (
          <p className={styles['text']}>{t(members > 1 ? 'waitsForOther' : 'waitsForNobody')}</p>
        ) : null}
        {isMaking ? <EvidencePackageProgress made={made} /> : null}
        {state === 'failed' ? (
          <p className={styles['failed']} role="alert">
            {t('failedWith', { words: causes(made.lastError ?? '') })}
          </p>
        ) : null}
        {state === 'made' ? <AbsentFootage footage={made.footage} /> : null}
        {state === 'made' ? <PackageFacts made={made} /> : null}
        {state === 'expired' ? <p className={styles['text']}>{t('expiredText')}</p> : null}
        <EvidencePackageActions made={made} mayWork={mayWork} />
        {state === 'made' ? <SharesList id={made.id} mayWork={mayWork} /> : null}
      </Card>
    </div>
  );
}
