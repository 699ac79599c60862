'use client';

import { useEffect, useRef } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { formatClock, formatOffset } from '../time/format-clock.ts';

/** The playhead's time, written 60 times a second without React. */
export function MovingClock() {
  const { player, zone } = useDayScope();
  const textRef = useRef<HTMLSpanElement>(null);
  const zoneRef = useRef<HTMLElement>(null);
  useEffect(() => {
    const show = (micros: number): void => {
      const [text, offset] = [textRef.current, zoneRef.current];
      if (text === null || offset === null) return;
      const words = formatClock(zone, micros, 'tenth');
      if (text.textContent !== words) text.textContent = words;
      offset.textContent = formatOffset(zone, micros);
    };
    show(player.micros);
    return player.onMove.listen(show);
  }, [player, zone]);
  return (
    <>
      <span ref={textRef} data-testid="playhead-time" />
      <small ref={zoneRef} />
    </>
  );
}
