import { Progress } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import { AbsentFootage } from './absent-footage.tsx';
import { EvidencePackageActions } from './evidence-package-actions.tsx';
import styles from './evidence-packages.module.css';
import { SharesList } from './shares-list.tsx';
import { useRedactionWords } from './use-redaction-words.ts';

/** What those are called of which something is left unproven most often. */
const TOLD = ['statements-uncommitted', 'server-unvouched', 'segment-absent', 'time-hole'] as const;

interface EvidencePackageCardProps {
  readonly made: EvidencePackageSummary;
  readonly opened: CaseDetails;
}

const WHOLE = 1000;

/** One package: what it is for, how far it is, and what can be done with it. */
export function EvidencePackageCard({ made, opened }: EvidencePackageCardProps) {
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
              made.isReissue ? t('isReissue') : '',
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
        {state === 'awaiting-approval' && made.toDecide === null ? (
          <p className={styles['text']}>
            {t(opened.members.length > 1 ? 'waitsForOther' : 'waitsForNobody')}
          </p>
        ) : null}
        {made.waitsUntil === null ? null : (
          <p className={styles['text']}>
            {t('waitsUntil', { date: dates.moment(made.waitsUntil) })}
          </p>
        )}
        {isMaking && made.waitsUntil === null ? <EvidencePackageProgress made={made} /> : null}
        {state === 'failed' ? (
          <p className={styles['failed']} role="alert">
            {t('failedWith', { words: causes(made.lastError ?? '') })}
          </p>
        ) : null}
        {state === 'made' ? <AbsentFootage footage={made.footage} /> : null}
        {state === 'made' ? <PackageVerdict made={made} /> : null}
        {state === 'made' ? <PackageFacts made={made} /> : null}
        {state === 'expired' ? <p className={styles['text']}>{t('expiredText')}</p> : null}
        <EvidencePackageActions made={made} opened={opened} />
        {state === 'made' ? <SharesList id={made.id} mayWork={opened.mayWork} /> : null}
      </Card>
    </div>
  );
}

/** How far the worker is, and with what. */
function EvidencePackageProgress({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations('evidencePackages');
  const format = useFormatter();
  const { progress, step, state, isCancelling } = made;
  const share = progress / WHOLE;
  const words = isCancelling
    ? t('cancelling')
    : step === null || state === 'queued'
      ? t('states.queued')
      : t(`steps.${step}`);
  return (
    <div className={styles['progress']} role="status" aria-live="polite">
      <Progress value={share * 100} animated={state === 'running'} aria-label={words} />
      <span>
        {words}
        {state === 'queued' ? null : <b>{format.number(share, { style: 'percent' })}</b>}
      </span>
    </div>
  );
}

/** What a made package is known by, and how long it can be had here. */
function PackageFacts({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations();
  const locale = useLocale();
  const dates = useDates();
  const { bytes, sha256, expiresAt } = made;
  const facts = [
    bytes === null ? null : formatBytes(bytes, locale),
    expiresAt === null ? null : t('evidencePackages.keptUntil', { date: dates.moment(expiresAt) }),
  ];
  return (
    <div className={styles['facts']}>
      <span className={styles['label']}>
        {[t('evidencePackages.sha256'), ...facts.filter((fact) => fact !== null)].join(' · ')}
      </span>
      <CopyField
        value={sha256 ?? ''}
        label={t('evidencePackages.sha256')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
    </div>
  );
}

/** What whoever checks the package will read, as its maker has checked it. */
function PackageVerdict({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations('evidencePackages.verdict');
  const { moment } = useDates();
  const list = useList();
  const { verdict, reissuedAt } = made;
  if (verdict === null) return null;
  const { outcome, unproven } = verdict;
  const known = TOLD.filter((code) => unproven.includes(code));
  const others = unproven.length - known.length;
  const reasons = [
    ...known.map((code) => t(`codes.${code}`)),
    ...(others > 0 ? [t('others', { count: others })] : []),
  ];
  return (
    <div className={styles['verdict']} data-outcome={outcome} data-testid="package-verdict">
      <strong>{t(`outcomes.${outcome}`)}</strong>
      <p>{outcome === 'unproven' ? list(reasons) : t(`texts.${outcome}`)}</p>
      {reissuedAt === null ? null : <p>{t('reissued', { date: moment(reissuedAt) })}</p>}
    </div>
  );
}
