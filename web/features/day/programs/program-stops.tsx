'use client';

import { type KeyboardEvent, useRef } from 'react';
import type { ProgramLane } from '../../../contract/programs.ts';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './programs.module.css';
import { programName } from './programs.ts';
import { usePrograms } from './programs-provider.tsx';

interface ProgramStopsProps {
  readonly lane: ProgramLane;
  readonly width: number;
  readonly onHover: (x: number | null) => void;
}

/** Shorter uses can't be told apart: zoom in to reach them. */
const NARROWEST_PX = 3;

/** The uses in sight, one after another by arrow keys: what the pointer learns by hovering. */
export function ProgramStops({ lane, width, onHover }: ProgramStopsProps) {
  const { duration } = useDuration();
  const { zone, player, viewport } = useDayScope();
  const { chosen } = usePrograms();
  const boxRef = useRef<HTMLDivElement>(null);
  const stops = lane.uses.flatMap((use) => {
    const left = Math.max(0, xOf(viewport.view, width, use.from));
    const size = Math.min(width, xOf(viewport.view, width, use.to)) - left;
    const isShown = use.program !== null && (chosen === null || chosen === use.program);
    return isShown && size >= NARROWEST_PX ? [{ use, left, size }] : [];
  });
  const step = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    const buttons = [...(boxRef.current?.querySelectorAll('button') ?? [])];
    buttons[buttons.indexOf(event.currentTarget) + by]?.focus();
  };
  return (
    <div ref={boxRef}>
      {stops.map(({ use, left, size }, position) => (
        <button
          key={use.from}
          type="button"
          className={styles['stop']}
          style={{ left, width: size }}
          tabIndex={position === 0 ? 0 : -1}
          aria-label={[
            programName(use.program ?? ''),
            ...(use.title === null ? [] : [use.title]),
            `${formatClock(zone, use.from, 'second')} – ${formatClock(zone, use.to, 'second')}`,
            duration(use.to - use.from),
          ].join(', ')}
          onFocus={() => onHover(left + size / 2)}
          onBlur={() => onHover(null)}
          onKeyDown={step}
          onClick={() => player.seek(use.from)}
        />
      ))}
    </div>
  );
}
