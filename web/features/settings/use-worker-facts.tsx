import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { WorkerSummary } from '../../contract/settings.ts';
import { useDuration } from '../format/use-duration.ts';
import { FailingJobs } from './failing-jobs.tsx';

export function useWorkerFacts(worker: WorkerSummary, now: number): readonly Fact[] {
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
