import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { IntegrityOverview, IntegrityRun } from '../../contract/integrity.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './integrity.module.css';
import { runState } from './run-state.ts';

type Kind = 'sample' | 'reconciliation' | 'checkpointCheck';

/** What the last checks did. */
export function RunsCard({ overview }: { readonly overview: IntegrityOverview }) {
  const t = useTranslations('integrity');
  return (
    <Card title={t('runs')}>
      <div className={styles['runs']}>
        <RunPart kind="sample" run={overview.sample} />
        <RunPart kind="reconciliation" run={overview.reconciliation} />
        <RunPart kind="checkpointCheck" run={overview.checkpointCheck} />
      </div>
    </Card>
  );
}

interface RunPartProps {
  readonly kind: Kind;
  readonly run: IntegrityRun | null;
}

function RunPart({ kind, run }: RunPartProps) {
  const t = useTranslations('integrity');
  return (
    <div className={styles['run']}>
      <div className={styles['runHead']}>
        <h3>{t(kind)}</h3>
        {run === null ? null : <StateBadge state={STATES.integrityRun[runState(run)]} />}
      </div>
      <p className={styles['text']}>{t(`${kind}Text`)}</p>
      {run === null ? (
        <p className={styles['text']}>{t('notYet')}</p>
      ) : (
        <RunFacts kind={kind} run={run} />
      )}
    </div>
  );
}

function RunFacts({ kind, run }: { readonly kind: Kind; readonly run: IntegrityRun }) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const dates = useDates();
  const locale = useLocale();
  const { duration } = useDuration();
  const { startedAt, endedAt, objects, bytes, skipped, findings } = run;
  const began = dates.moment(startedAt);
  const facts: Fact[] = [
    { label: t('began'), value: began },
    ...(endedAt === null ? [] : [{ label: t('took'), value: duration(endedAt - startedAt) }]),
    {
      label: t(kind === 'checkpointCheck' ? 'hoursChecked' : 'objects'),
      value: format.number(objects),
    },
    ...(kind === 'checkpointCheck'
      ? []
      : [
          {
            label: t(kind === 'sample' ? 'bytesRead' : 'bytesListed'),
            value: formatBytes(bytes, locale),
          },
        ]),
    ...(skipped === 0
      ? []
      : [
          {
            label: t('skipped'),
            value: format.number(skipped),
            tone: 'warn' as const,
            hint: t('skippedHint'),
          },
        ]),
    {
      label: t('found'),
      value: format.number(findings),
      tone: findings === 0 ? undefined : ('bad' as const),
    },
  ];
  return <FactList facts={facts} />;
}
