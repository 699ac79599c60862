import { Progress } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { Coded } from '../../components/coded.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { ArchiveProgress, ArchiveStatus } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './run-card.module.css';

const SECOND = 1_000_000;

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

/** The figures of a run while there is one, else of the last; and of the window. */
function useRunFacts(status: ArchiveStatus): readonly Fact[] {
  const progress = useProgressFacts();
  const last = useLastRunFact();
  const window = useWindowFacts();
  const { run } = status;
  return [...(run === null ? last(status) : progress(run, status)), ...window(status)];
}

function useProgressFacts(): (run: ArchiveProgress, status: ArchiveStatus) => readonly Fact[] {
  const t = useTranslations('archive');
  const format = useFormatter();
  const locale = useLocale();
  const { duration } = useDuration();
  const size = (bytes: number) => formatBytes(bytes, locale);
  const tone = (count: number) => (count > 0 ? ('warn' as const) : undefined);
  return (run, { now, state }) => [
    {
      label: t('objects'),
      value: t('objectsOf', {
        done: format.number(run.objects),
        total: format.number(run.objects + run.leftObjects),
      }),
    },
    {
      label: t('bytes'),
      value: t('bytesOf', { done: size(run.bytes), total: size(run.bytes + run.leftBytes) }),
    },
    ...(run.bytesPerSecond === null
      ? []
      : [{ label: t('rate'), value: t('perSecond', { size: size(run.bytesPerSecond) }) }]),
    ...(run.secondsLeft === null || state !== 'archiving'
      ? []
      : [{ label: t('timeLeft'), value: duration(run.secondsLeft * SECOND) }]),
    { label: t('running'), value: duration(now - run.startedAt) },
    { label: t('failures'), value: format.number(run.failures), tone: tone(run.failures) },
    ...(run.quarantined === 0
      ? []
      : [
          {
            label: t('quarantinedNow'),
            value: format.number(run.quarantined),
            tone: tone(run.quarantined),
          },
        ]),
  ];
}

function useLastRunFact(): (status: ArchiveStatus) => readonly Fact[] {
  const t = useTranslations();
  const locale = useLocale();
  const { ago } = useDuration();
  return ({ lastRun, now }) => {
    if (lastRun === null) return [{ label: t('archive.lastRun'), value: t('common.never') }];
    const { objects, failures } = lastRun;
    const size = formatBytes(lastRun.bytes, locale);
    return [
      {
        label: t('archive.lastRun'),
        value: t('archive.lastRunWords', { ago: ago(now - lastRun.endedAt), objects, size }),
      },
      {
        label: t('archive.failures'),
        value: t('archive.lastRunFailures', { count: failures }),
        tone: failures > 0 ? 'warn' : undefined,
      },
    ];
  };
}

function useWindowFacts(): (status: ArchiveStatus) => readonly Fact[] {
  const t = useTranslations('archive');
  const format = useFormatter();
  return ({ window, changesAt, isOpen, state }) => {
    if (state === 'off' || state === 'silent') return [];
    if (window === null || changesAt === null) return [{ label: t('window'), value: t('always') }];
    const { from, to } = windowTimes(window);
    return [
      { label: t('window'), value: t('windowZone', { from, to, zone: window.timeZone }) },
      {
        label: t(isOpen ? 'closes' : 'opens'),
        value: format.dateTime(new Date(changesAt / 1000), {
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
          timeZone: window.timeZone,
        }),
      },
    ];
  };
}

/** Minutes since midnight as "02:00". */
export function windowTimes(window: { readonly from: number; readonly to: number }) {
  return { from: clock(window.from), to: clock(window.to) };
}

function clock(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
