'use client';

import { type KeyboardEvent, useRef } from 'react';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { formatClock } from '../time/format-clock.ts';
import { usePieceWords } from '../words/use-piece-words.ts';
import { laneTop } from './layout.ts';
import styles from './timeline.module.css';
import type { Hover } from './use-timeline-gestures.ts';

interface GapStopsProps {
  readonly width: number;
  readonly onHover: (hover: Hover | null) => void;
}

/** Shorter ones can't be told apart, and are in the list of moments. */
const NARROWEST_PX = 3;

/**
 * The gaps in sight, one after another by arrow keys: what the pointer learns by hovering, the
 * keyboard learns by focus. They lie over the canvas and let the pointer through.
 */
export function GapStops({ width, onHover }: GapStopsProps) {
  const words = usePieceWords();
  const { duration } = useDuration();
  const { day, zone, player, viewport } = useDayScope();
  const names = useLaneNames(day.lanes);
  const boxRef = useRef<HTMLDivElement>(null);
  const { view } = viewport;
  const gaps = day.lanes.flatMap((lane, index) =>
    lane.pieces.flatMap((piece) => {
      const left = Math.max(0, xOf(view, width, piece.from));
      const right = Math.min(width, xOf(view, width, piece.to));
      const isSeen = piece.kind === 'gap' && right - left >= NARROWEST_PX;
      return isSeen ? [{ piece, lane, index, left, size: right - left }] : [];
    }),
  );
  const step = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    const stops = [...(boxRef.current?.querySelectorAll('button') ?? [])];
    stops[stops.indexOf(event.currentTarget) + by]?.focus();
  };
  return (
    <div ref={boxRef}>
      {gaps.map(({ piece, lane, index, left, size }, position) => (
        <button
          key={`${index}/${piece.from}`}
          type="button"
          className={styles['gapStop']}
          style={{ left, width: size, top: laneTop(index) }}
          tabIndex={position === 0 ? 0 : -1}
          aria-label={[
            names.get(laneKey(lane)),
            words(piece),
            `${formatClock(zone, piece.from, 'second')} – ${formatClock(zone, piece.to, 'second')}`,
            duration(piece.to - piece.from),
          ].join(', ')}
          onFocus={() => onHover({ x: left + size / 2, row: index })}
          onBlur={() => onHover(null)}
          onKeyDown={step}
          onClick={() => player.seek(piece.to)}
        />
      ))}
    </div>
  );
}
