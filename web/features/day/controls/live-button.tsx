import { UnstyledButton } from '@mantine/core';
import { IconAccessPoint } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import type { DayPlayer } from '../playback/day-player.ts';
import { useLiveNews } from '../watch/use-live-news.ts';
import styles from './controls.module.css';

/** A device that was not heard of for so long records nothing that could be followed. µs */
const FRESH_MICROS = 5 * 60_000_000;

/** Follows a recording as it runs, for who may; the person is shown that. */
export function LiveButton() {
  const t = useTranslations('day.player');
  const { day, player, can } = useDayScope();
  const { isLive, mode } = useSnapshot(player);
  const clockAhead = useLiveNews(player, day, isLive);
  const last = Math.max(...day.lanes.flatMap(({ pieces }) => pieces.at(-1)?.to ?? 0));
  const isRunning = day.now < day.to && day.now - last < FRESH_MICROS;
  if (!can('live') || !(isRunning || isLive)) return null;
  return (
    <>
      <UnstyledButton
        className={`${styles['button']} ${styles['single']} ${styles['live']}`}
        aria-pressed={isLive}
        data-waiting={mode === 'waiting'}
        onClick={() => (isLive ? player.pause(null) : player.followLive())}
        title={day.isSelf ? t('liveHintOwn') : t('liveHint', { name: day.person.name })}
      >
        <IconAccessPoint size={16} aria-hidden="true" />
        {t('live')}
      </UnstyledButton>
      {isLive ? <LiveLag player={player} clockAhead={clockAhead} /> : null}
    </>
  );
}

const LOOK_MS = 500;
const MICROS_PER_MS = 1_000;

interface LiveLagProps {
  readonly player: DayPlayer;
  readonly clockAhead: RefObject<number | null>;
}

/** How far the picture is behind the screen that it shows. */
function LiveLag({ player, clockAhead }: LiveLagProps) {
  const t = useTranslations('day.player');
  const format = useFormatter();
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const ahead = clockAhead.current;
      if (ahead === null) return;
      const behind = Date.now() * MICROS_PER_MS + ahead - player.micros;
      setSeconds(Math.max(0, behind / 1_000_000));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [player, clockAhead]);
  if (seconds === null) return null;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (
    <span className={styles['lag']} data-testid="live-lag">
      {t('liveBehind', { seconds: format.number(seconds, digits) })}
    </span>
  );
}
