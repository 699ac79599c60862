'use client';

import { CloseButton } from '@mantine/core';
import { IconArrowBounce, IconCircleCheck, IconShieldExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';
import { useDuration } from '../../format/use-duration.ts';
import { type DayScope, useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import type { PlayerNotice } from '../playback/playback-state.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './controls.module.css';

const SHOWN_MS = 9_000;

function iconOf({ kind }: PlayerNotice): typeof IconArrowBounce {
  if (kind === 'unlogged' || kind === 'unreadable') return IconShieldExclamation;
  return kind === 'at-end' || kind === 'day-over' || kind === 'live'
    ? IconCircleCheck
    : IconArrowBounce;
}

/** Says where the clock jumped and why; heard by screen readers, gone after a while. */
export function NoticeBar() {
  const t = useTranslations('common');
  const scope = useDayScope();
  const { player } = scope;
  const { notice } = useSnapshot(player);
  const words = useNoticeWords(scope);
  const stays = notice?.kind === 'unlogged' || notice?.kind === 'live';
  useEffect(() => {
    if (notice === null || stays) return;
    const timer = setTimeout(() => player.dismissNotice(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, stays, player]);
  const Icon = notice === null ? null : iconOf(notice);
  return (
    <div className={styles['place']} role="status" aria-live="polite" data-testid="notice">
      {notice === null || Icon === null ? null : (
        <div
          className={styles['notice']}
          data-tone={notice.kind === 'unlogged' || notice.kind === 'unreadable' ? 'bad' : 'plain'}
        >
          <Icon size={17} aria-hidden="true" />
          <span>{words(notice)}</span>
          <CloseButton size="sm" aria-label={t('close')} onClick={() => player.dismissNotice()} />
        </div>
      )}
    </div>
  );
}

const MINUTE_MICROS = 60_000_000;

const PLAIN = {
  'at-end': 'day.notice.atEnd',
  'day-over': 'day.notice.atEnd',
  live: 'day.notice.live',
  unlogged: 'day.notice.unlogged',
} as const;

/** A notice of the player as a sentence. */
function useNoticeWords({ zone, day }: DayScope): (notice: PlayerNotice) => string {
  const { delayMinutes, now } = day;
  const t = useTranslations();
  const { duration } = useDuration();
  return useCallback(
    (notice: PlayerNotice) => {
      if (notice.kind === 'live' && delayMinutes !== null) {
        return t('day.notice.liveDelayed', { minutes: delayMinutes });
      }
      if (!('from' in notice)) return t(PLAIN[notice.kind]);
      const from = formatClock(zone, notice.from, 'second');
      const to = formatClock(zone, notice.to, 'second');
      if (notice.kind === 'idle') {
        return t('day.notice.idle', { from, to, duration: duration(notice.to - notice.from) });
      }
      const words = notice.causes.map((cause) => t(`gaps.${cause}`));
      const causes = words.join(', ');
      const isKnown = words.length > 0;
      if (notice.kind === 'unreadable') return t('day.notice.unreadable', { from, to });
      const isFresh = delayMinutes !== null && notice.from > now - delayMinutes * MINUTE_MICROS;
      if (notice.kind === 'sought-end' && isFresh) {
        return t('day.notice.soughtFresh', { wish: from, to, minutes: delayMinutes });
      }
      if (notice.kind === 'sought-end') return t('day.notice.soughtEnd', { wish: from, to });
      if (notice.kind === 'sought-next') {
        const key = isKnown ? 'day.notice.soughtNext' : 'day.notice.soughtNextUnknown';
        return t(key, { wish: from, to, causes });
      }
      return t(isKnown ? 'day.notice.jumped' : 'day.notice.jumpedUnknown', { from, to, causes });
    },
    [t, zone, delayMinutes, now, duration],
  );
}
