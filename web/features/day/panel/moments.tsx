'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import type { Moment } from '../../../contract/people.ts';
import { UNKNOWN } from '../../../contract/told.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { formatClock } from '../time/format-clock.ts';
import { gapTone, knownCause } from '../words/gap-tone.ts';
import { type GroupedMoment, groupMoments } from './group-moments.ts';
import styles from './panel.module.css';

function toneOf({ kind, cause }: Moment): string | undefined {
  if (kind === 'paused') return 'private';
  if (kind === 'gap' || (kind === 'recording-ended' && cause !== null)) return gapTone(cause);
  return undefined;
}

/** What happened that day, in order; a press goes there. */
export function Moments() {
  const t = useTranslations('day.moments');
  const words = useMomentWords();
  const { day, zone, player } = useDayScope();
  const names = useLaneNames(day.lanes);
  const moments = useMemo(() => groupMoments(day.moments), [day.moments]);
  const textOf = ({ moment, displays }: GroupedMoment): string => {
    const { device } = moment;
    const text = words(moment);
    const isOfAll = displays.length === day.lanes.length;
    if (displays.length === 0 || isOfAll) return text;
    const display = displays.map((name) => names.get(laneKey({ device, display: name })) ?? name);
    return t('onDisplay', { text, display: display.join(', ') });
  };
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {day.moments.length === 0 ? <p className={styles['quiet']}>{t('empty')}</p> : null}
      <ul className={styles['rows']}>
        {moments.map((group) => {
          const { moment } = group;
          const time = formatClock(zone, moment.at, 'second');
          return (
            <li key={`${moment.at}${moment.kind}${moment.device}${moment.display}${moment.cause}`}>
              <UnstyledButton
                className={styles['row'] ?? ''}
                data-tone={toneOf(moment)}
                onClick={() => player.seek(moment.at)}
                title={t('goTo', { time })}
              >
                <time>{time}</time>
                <span className={styles['text']}>{textOf(group)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What happened at a moment, without its display. */
function useMomentWords(): (moment: Moment) => string {
  const t = useTranslations();
  return useCallback(
    ({ kind, cause, note, damage }: Moment) => {
      if (kind === UNKNOWN) return t('day.moments.unknown');
      if (kind === 'gap') return t(`gaps.${knownCause(cause)}`);
      if (kind === 'recording-started') return t('day.moments.started');
      if (kind === 'recording-ended') {
        return cause === null
          ? t('day.moments.ended')
          : t('day.moments.endedCause', { cause: t(`gaps.${knownCause(cause)}`) });
      }
      if (kind === 'paused') {
        return note === null
          ? t('day.moments.paused')
          : t('day.moments.pausedReason', { reason: note });
      }
      if (kind === 'resumed') return t('day.moments.resumed');
      if (kind === 'journal-damaged') {
        const { first = 0, last = 0, missing = 0 } = damage ?? {};
        return missing === 0
          ? t('day.moments.damagedWhole')
          : t('day.moments.damaged', { count: missing, first: first ?? 0, last: last ?? 0 });
      }
      return t(kind === 'policy-applied' ? 'day.moments.policy' : 'day.moments.notice');
    },
    [t],
  );
}
