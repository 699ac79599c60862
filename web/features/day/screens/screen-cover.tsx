'use client';

import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { RequestNumber } from '../../errors/request-number.tsx';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { LaneView } from '../playback/lane-view.ts';
import { FrozenFootage } from './frozen-footage.tsx';
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
