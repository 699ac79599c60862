'use client';

import { useEffect, useRef } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './timeline.module.css';

interface PlayheadProps {
  readonly width: number;
  readonly height: number;
}

/** Moves with the footage, 60 times a second, by style alone. */
export function PlayheadLine({ width, height }: PlayheadProps) {
  const { zone, player, viewport } = useDayScope();
  const { view, follow } = viewport;
  const headRef = useRef<HTMLDivElement>(null);
  const textRef = useRef<HTMLElement>(null);
  useEffect(() => {
    const move = (micros: number): void => {
      const [head, text] = [headRef.current, textRef.current];
      if (head === null || text === null) return;
      const x = xOf(view, width, micros);
      head.hidden = x < -1 || x > width + 1;
      head.style.transform = `translateX(${x.toFixed(1)}px)`;
      const half = text.offsetWidth / 2;
      const shift = Math.max(0, half - x) - Math.max(0, x + half - width);
      text.style.transform = `translateX(calc(-50% + ${shift.toFixed(1)}px))`;
      const words = formatClock(zone, micros, 'second');
      if (text.textContent !== words) text.textContent = words;
      if (head.hidden && player.snapshot.mode !== 'paused') follow(micros);
    };
    move(player.micros);
    return player.onMove.listen(move);
  }, [view, width, zone, player, follow]);
  return (
    <div
      ref={headRef}
      className={styles['head']}
      style={{ height: height + 3 }}
      data-testid="playhead"
      aria-hidden="true"
    >
      <b ref={textRef} />
    </div>
  );
}
