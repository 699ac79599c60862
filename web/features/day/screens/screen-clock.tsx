'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { formatClock, formatOffset } from '../time/format-clock.ts';
import styles from './screens.module.css';

interface ScreenClockProps {
  readonly lane: Lane;
  readonly name: string;
}

/** The wall clock of the very frame that is on screen, written as it appears. */
export function ScreenClock({ lane, name }: ScreenClockProps) {
  const t = useTranslations('day.screen');
  const { player, zone } = useDayScope();
  const key = laneKey(lane);
  const ref = useRef<HTMLTimeElement>(null);
  const textRef = useRef<HTMLSpanElement>(null);
  const zoneRef = useRef<HTMLElement>(null);
  useEffect(
    () =>
      player.onFrame.listen((lane, micros) => {
        if (lane !== key || !ref.current || !textRef.current || !zoneRef.current) return;
        ref.current.dataset['micros'] = String(micros);
        ref.current.dateTime = new Date(micros / 1000).toISOString();
        textRef.current.textContent = formatClock(zone, micros, 'tenth');
        zoneRef.current.textContent = formatOffset(zone, micros);
      }),
    [player, zone, key],
  );
  return (
    <time
      ref={ref}
      className={styles['clock']}
      data-testid="wall-clock"
      data-display={lane.display}
      title={t('wallClock', { display: name })}
    >
      <span ref={textRef} />
      <small ref={zoneRef} />
    </time>
  );
}
