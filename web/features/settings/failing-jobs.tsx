import { WORKER_JOBS } from '@workcompanion/core/fleet/worker-jobs';
import { useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';

/** What a worker process tries in vain; a job of another version stands for itself. */
export function FailingJobs({ names }: { readonly names: readonly string[] }) {
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
