'use client';

import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconHourglass, IconSnowflake } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { RequestNumber } from '../../errors/error-state.tsx';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { LaneView } from '../playback/lane-view.ts';
import type { FrozenTrouble } from '../playback/trouble.ts';
import { ScreenAbsence } from './screen-absence.tsx';
import styles from './screens.module.css';

interface ScreenCoverProps {
  readonly lane: Lane;
  readonly view: LaneView;
}

/** What lies over the picture: waiting, absence or failure, in words. */
export function ScreenCover({ lane, view }: ScreenCoverProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { player } = useDayScope();
  if (view.kind === 'absent') return <ScreenAbsence view={view} />;
  if (view.kind === 'failed') {
    return (
      <div className={styles['cover']} data-tone="bad" role="alert">
        <span className={styles['icon']} aria-hidden="true">
          <IconAlertTriangle size={20} />
        </span>
        <strong className={styles['what']}>{t('day.screen.failed')}</strong>
        <span className={styles['more']}>{words(view.error)}</span>
        <RequestNumber error={view.error} />
        <UnstyledButton
          className={styles['action'] ?? ''}
          onClick={() => player.retry(laneKey(lane))}
        >
          {t('common.retry')}
        </UnstyledButton>
      </div>
    );
  }
  if (view.kind === 'picture' && !view.isBuffering) return null;
  const { trouble } = view;
  if (trouble?.kind === 'archive-down') return <ArchiveDown retryAt={trouble.retryAt} />;
  if (trouble?.kind === 'frozen') return <FrozenFootage lane={lane} frozen={trouble} />;
  const usual = view.kind === 'loading' ? 'day.screen.loading' : 'day.screen.buffering';
  return (
    <span className={styles['spinner']} role="status">
      <i aria-hidden="true" />
      {t(trouble === null ? usual : 'day.screen.readingBack')}
    </span>
  );
}

interface ArchiveDownProps {
  /** Unix ms. */
  readonly retryAt: number;
}

/** The footage is in the archive, and the archive does not answer: what happens next, and when. */
function ArchiveDown({ retryAt }: ArchiveDownProps) {
  const t = useTranslations('day.screen');
  const seconds = useSecondsUntil(retryAt);
  return (
    <div className={`${styles['cover']} ${styles['veil']}`} data-tone="bad" data-testid="trouble">
      <span className={styles['icon']} aria-hidden="true">
        <IconCloudOff size={20} />
      </span>
      <strong className={styles['what']} role="alert">
        {t('archiveDown')}
      </strong>
      <span className={styles['more']}>{t('archiveDownText')}</span>
      <span className={styles['when']}>{t('archiveRetry', { seconds })}</span>
    </div>
  );
}

const secondsUntil = (unixMs: number): number =>
  Math.max(0, Math.ceil((unixMs - Date.now()) / 1000));

/** Counts down, a render a second. */
function useSecondsUntil(unixMs: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(unixMs));
  useEffect(() => {
    setSeconds(secondsUntil(unixMs));
    const timer = setInterval(() => setSeconds(secondsUntil(unixMs)), 1_000);
    return () => clearInterval(timer);
  }, [unixMs]);
  return seconds;
}

interface FrozenFootageProps {
  readonly lane: Lane;
  readonly frozen: FrozenTrouble;
}

/** The archive must make this footage readable first: when that would be, and a way to ask for it. */
function FrozenFootage({ lane, frozen }: FrozenFootageProps) {
  const t = useTranslations('day.screen');
  const when = useDeadlineWords();
  const words = useErrorWords();
  const { status, error } = frozen;
  const isAsked = status !== null && status.restoring > 0;
  const Icon = isAsked ? IconHourglass : IconSnowflake;
  return (
    <div
      className={`${styles['cover']} ${styles['veil']}`}
      data-tone={error === null ? 'neutral' : 'bad'}
      data-testid="trouble"
    >
      <span className={styles['icon']} aria-hidden="true">
        <Icon size={20} />
      </span>
      <strong className={styles['what']} role="status">
        {t(isAsked ? 'restoring' : 'frozen')}
      </strong>
      <span className={styles['more']}>{textOf(frozen, t, when)}</span>
      {error === null ? null : (
        <>
          <span className={styles['more']}>{words(error)}</span>
          <RequestNumber error={error} />
        </>
      )}
      {status === null || isAsked ? null : <RequestButton lane={lane} />}
    </div>
  );
}

function textOf(
  { status }: FrozenTrouble,
  t: ReturnType<typeof useTranslations<'day.screen'>>,
  when: (micros: number) => string,
): string {
  const expectedAt = status?.expectedAt ?? null;
  if (expectedAt !== null) {
    const isLate = expectedAt < Date.now() * 1000;
    return isLate ? t('restoringLate') : t('restoringText', { time: when(expectedAt) });
  }
  const ready = status?.ifRequestedNow ?? null;
  return ready === null ? t('frozenText') : t('frozenUntil', { time: when(ready) });
}

function RequestButton({ lane }: { readonly lane: Lane }) {
  const t = useTranslations('day.screen');
  const { player } = useDayScope();
  const [isAsking, setAsking] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    await player.requestRestore(laneKey(lane));
    setAsking(false);
  };
  return (
    <UnstyledButton
      className={styles['action'] ?? ''}
      disabled={isAsking}
      onClick={() => void ask()}
    >
      {t(isAsking ? 'requesting' : 'requestRestore')}
    </UnstyledButton>
  );
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;

/** A moment that may be on another day, in the person's zone: "14:16", or "26 Nov, 03:10". */
function useDeadlineWords(): (micros: number) => string {
  const format = useFormatter();
  const { timeZone } = useDayScope().zone;
  return useCallback(
    (micros: number) => {
      const moment = new Date(micros / 1000);
      const dayOf = (at: Date): string => format.dateTime(at, { ...DATE, timeZone });
      const isToday = dayOf(moment) === dayOf(new Date());
      return format.dateTime(moment, { ...CLOCK, ...(isToday ? {} : DATE), timeZone });
    },
    [format, timeZone],
  );
}
