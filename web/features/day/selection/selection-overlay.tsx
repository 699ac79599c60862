'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { microsAt, xOf } from '../context/viewport.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './selection.module.css';

interface SelectionOverlayProps {
  readonly width: number;
  readonly height: number;
}

const SECOND = 1_000_000;

/** The chosen stretch over the lanes; both ends can be dragged, or moved by arrow keys. */
export function SelectionOverlay({ width, height }: SelectionOverlayProps) {
  const { viewport, selection } = useDayScope();
  const { stretch } = selection;
  if (stretch === null || width === 0) return null;
  const left = Math.max(-8, xOf(viewport.view, width, stretch.from));
  const right = Math.min(width + 8, xOf(viewport.view, width, stretch.to));
  if (right < 0 || left > width) return null;
  return (
    <div className={styles['overlay']} style={{ left, width: right - left, height }}>
      <Handle side="from" width={width} />
      <Handle side="to" width={width} />
    </div>
  );
}

interface HandleProps {
  readonly side: 'from' | 'to';
  readonly width: number;
}

function Handle({ side, width }: HandleProps) {
  const t = useTranslations('day.selection');
  const { day, zone, viewport, selection } = useDayScope();
  const dragFrom = useRef<number | null>(null);
  const { stretch } = selection;
  if (stretch === null) return null;
  const other = side === 'from' ? stretch.to : stretch.from;
  const put = (micros: number): void =>
    selection.choose(Math.min(Math.max(micros, day.from), day.to), other);
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (dragFrom.current === null) return;
    put(microsAt(viewport.view, width, event.clientX - dragFrom.current));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    put(stretch[side] + direction * (event.shiftKey ? 10 : 1) * SECOND);
  };
  return (
    <span
      className={styles['handle']}
      data-side={side}
      role="slider"
      tabIndex={0}
      aria-label={t(side === 'from' ? 'moveFrom' : 'moveTo')}
      aria-valuemin={0}
      aria-valuemax={Math.round((day.to - day.from) / SECOND)}
      aria-valuenow={Math.round((stretch[side] - day.from) / SECOND)}
      aria-valuetext={formatClock(zone, stretch[side], 'second')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        const track = event.currentTarget.parentElement?.parentElement;
        dragFrom.current = track?.getBoundingClientRect().left ?? null;
      }}
      onPointerMove={move}
      onPointerUp={() => {
        dragFrom.current = null;
      }}
    />
  );
}
