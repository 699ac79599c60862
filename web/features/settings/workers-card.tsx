import { IconPlugConnectedX, IconPointFilled } from '@tabler/icons-react';
import { WORKER_JOBS } from '@workcompanion/core/fleet/worker-jobs';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { Coded } from '../../components/coded.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { WorkerSummary } from '../../contract/settings.ts';
import { useDuration } from '../format/use-duration.ts';
import { useArchiveSettingFacts } from './use-archive-setting-facts.ts';
import styles from './workers-card.module.css';

interface WorkersCardProps {
  readonly workers: readonly WorkerSummary[];
  readonly now: number;
}

/** Which worker processes live, how their jobs do, and by what settings. */
export function WorkersCard({ workers, now }: WorkersCardProps) {
  const t = useTranslations('settings');
  return (
    <Card title={t('workers')}>
      {workers.length === 0 ? <p className={styles['none']}>{t('workersNone')}</p> : null}
      {workers.map((worker) => (
        <Worker key={worker.name} worker={worker} now={now} />
      ))}
    </Card>
  );
}

function Worker({ worker, now }: { readonly worker: WorkerSummary; readonly now: number }) {
  const t = useTranslations('settings');
  const facts = useWorkerFacts(worker, now);
  const archiveFacts = useArchiveSettingFacts(worker.archive);
  return (
    <div className={styles['worker']}>
      <div>
        <div className={styles['name']}>
          <strong>{worker.name}</strong>
          {worker.isAlive ? (
            <StatusBadge tone="ok" Icon={IconPointFilled}>
              {t('alive')}
            </StatusBadge>
          ) : (
            <StatusBadge tone="bad" Icon={IconPlugConnectedX}>
              {t('gone')}
            </StatusBadge>
          )}
        </div>
        <FactList facts={facts} />
      </div>
      {archiveFacts.length === 0 ? null : (
        <div>
          <div className={styles['name']}>{t('follows')}</div>
          <FactList facts={archiveFacts} />
        </div>
      )}
    </div>
  );
}

/** What a worker process tries in vain; a job of another version stands for itself. */
function FailingJobs({ names }: { readonly names: readonly string[] }) {
  const t = useTranslations('settings');
  return (
    <>
      {t('jobsFailing', { count: names.length })}
      {names.map((name) => {
        const known = WORKER_JOBS.find((each) => each === name);
        return (
          <div key={name}>
            <Coded words={known === undefined ? name : t(`jobNames.${known}`)} code={name} />
          </div>
        );
      })}
    </>
  );
}

function useWorkerFacts(worker: WorkerSummary, now: number): readonly Fact[] {
  const t = useTranslations('settings');
  const { ago } = useDuration();
  const failing = worker.jobs.filter(({ failures }) => failures > 0).map(({ name }) => name);
  return [
    { label: t('seen'), value: ago(now - worker.seenAt) },
    { label: t('up'), value: ago(now - worker.startedAt) },
    {
      label: t('jobs'),
      value:
        failing.length === 0 ? (
          t('jobsFine', { count: worker.jobs.length })
        ) : (
          <FailingJobs names={failing} />
        ),
      tone: failing.length === 0 ? undefined : 'bad',
    },
    { label: t('node'), value: worker.nodeVersion },
  ];
}
