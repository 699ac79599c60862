import { IconPlugConnectedX, IconPointFilled } from '@tabler/icons-react';
import { WORKER_JOBS } from '@workcompanion/core/fleet/worker-jobs';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { Coded } from '../../components/coded.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { WorkerSummary } from '../../contract/settings.ts';
import { windowTimes } from '../archive/run-card.tsx';
import { useDuration } from '../format/use-duration.ts';
import styles from './workers-card.module.css';

const HOUR = 3_600_000_000;

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

/** The archive's settings as a worker follows them; none where it is off. */
function useArchiveSettingFacts(archive: WorkerSummary['archive']): readonly Fact[] {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  const { duration } = useDuration();
  if (archive === null) return [];
  const { window, slots, bytesPerSecond, minimumAgeHours, sweepAfterHours, earlyHours, fullHours } =
    archive;
  const isAlways = window === null || window.from === window.to;
  return [
    {
      label: t('settings.window'),
      value: isAlways
        ? t('settings.always')
        : t('archive.windowZone', { ...windowTimes(window), zone: window.timeZone }),
    },
    { label: t('settings.slots'), value: format.number(slots) },
    {
      label: t('settings.rate'),
      value:
        bytesPerSecond === null
          ? t('settings.rateNone')
          : t('settings.perSecond', { size: formatBytes(bytesPerSecond, locale) }),
    },
    { label: t('settings.age'), value: duration(minimumAgeHours * HOUR) },
    {
      label: t('settings.sweep'),
      value: sweepAfterHours === null ? t('settings.sweepNever') : duration(sweepAfterHours * HOUR),
    },
    { label: t('settings.early'), value: duration(earlyHours * HOUR) },
    { label: t('settings.full'), value: duration(fullHours * HOUR) },
  ];
}
