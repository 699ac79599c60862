import { Progress } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { Coded } from '../../components/coded.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { ArchiveProgress, ArchiveStatus } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import styles from './run-card.module.css';
import { useRunFacts } from './use-run-facts.ts';

/** What the archive is doing, how far it is, and when it goes on. */
export function RunCard({ status }: { readonly status: ArchiveStatus }) {
  const t = useTranslations('archive');
  const facts = useRunFacts(status);
  const causeWords = useCauseWords('archive');
  const { state, run, problem, forecast } = status;
  const isHurried = state === 'archiving' && forecast !== null && forecast.level !== 'calm';
  return (
    <Card title={t('run')} aside={<StateBadge state={STATES.archive[state]} />}>
      <p className={styles['text']}>{isHurried ? t('hurried') : t(`stateText.${state}`)}</p>
      {problem === null ? null : (
        <div className={styles['problem']}>
          <strong>
            <Coded words={causeWords(problem.code)} code={problem.code} />
          </strong>
          {problem.message === null ? null : <code>{problem.message}</code>}
        </div>
      )}
      {run === null ? null : <RunProgressBar run={run} isMoving={state === 'archiving'} />}
      <FactList facts={facts} />
    </Card>
  );
}

interface RunProgressBarProps {
  readonly run: ArchiveProgress;
  readonly isMoving: boolean;
}

function RunProgressBar({ run, isMoving }: RunProgressBarProps) {
  const t = useTranslations('archive');
  const format = useFormatter();
  const total = run.bytes + run.leftBytes;
  // Cut, never rounded up: what is not all done must not read as 100 %.
  const share = total === 0 ? 1 : Math.floor((run.bytes / total) * 1000) / 1000;
  const words = format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className={styles['progress']}>
      <Progress.Root size={8}>
        <Progress.Section value={share * 100} animated={isMoving} aria-label={t('progress')} />
      </Progress.Root>
      <span>{t('done', { share: words })}</span>
    </div>
  );
}
