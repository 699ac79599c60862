import { type PointerEvent, type RefObject, useRef } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { microsAt } from '../context/viewport.ts';
import { LANE_GAP, LANE_HEIGHT, lanesHeight } from './layout.ts';
import { usePinch } from './use-pinch.ts';
import { useScrub } from './use-scrub.ts';
import { useWheel } from './use-wheel.ts';

export interface Hover {
  readonly x: number;
  readonly lane: number;
}

interface GestureOptions {
  readonly surfaceRef: RefObject<HTMLDivElement | null>;
  readonly width: number;
  /** Dragging chooses a stretch also without Shift. */
  readonly isSelecting: boolean;
  readonly onHover: (hover: Hover | null) => void;
}

interface Drag {
  readonly kind: 'scrub' | 'pan' | 'select';
  readonly startX: number;
  lastX: number;
  hasMoved: boolean;
}

const CLICK_PX = 4;

/**
 * A click seeks; dragging the ruler moves the playhead; dragging the lanes pans, with Shift it chooses
 * a stretch; the wheel and two fingers zoom.
 */
export function useTimelineGestures(options: GestureOptions) {
  const { day, player, viewport, selection } = useDayScope();
  const { surfaceRef, width, isSelecting, onHover } = options;
  const { view, pan } = viewport;
  const drag = useRef<Drag | null>(null);
  const scrub = useScrub(player);
  const pinch = usePinch({ width, viewport });
  useWheel(surfaceRef, { width, viewport });

  const place = (event: PointerEvent<HTMLDivElement>): { x: number; y: number } => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const clampX = (x: number): number => Math.min(Math.max(0, x), width);
  const hoverAt = ({ x, y }: { x: number; y: number }): void => {
    const lane = Math.min(day.lanes.length - 1, Math.floor(y / (LANE_HEIGHT + LANE_GAP)));
    onHover({ x: clampX(x), lane: Math.max(0, lane) });
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>): void => {
      if (event.button !== 0) return;
      const { x, y } = place(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      if (pinch.down(event, x)) return;
      const isRuler = y > lanesHeight(day.lanes.length) - 2;
      const kind = event.shiftKey || isSelecting ? 'select' : isRuler ? 'scrub' : 'pan';
      drag.current = { kind, startX: x, lastX: x, hasMoved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>): void => {
      const { x, y } = place(event);
      if (pinch.move(event, x)) return;
      hoverAt({ x, y });
      const now = drag.current;
      if (now === null) return;
      if (Math.abs(x - now.startX) > CLICK_PX) now.hasMoved = true;
      if (!now.hasMoved) return;
      if (now.kind === 'scrub') scrub.move(microsAt(view, width, x));
      else if (now.kind === 'select') {
        selection.choose(microsAt(view, width, now.startX), microsAt(view, width, clampX(x)));
      } else pan(((now.lastX - x) / Math.max(1, width)) * (view.to - view.from));
      now.lastX = x;
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>): void => {
      pinch.up(event);
      const now = drag.current;
      drag.current = null;
      if (now === null) return;
      const isSeek = !now.hasMoved || now.kind === 'scrub';
      if (isSeek) scrub.finish(microsAt(view, width, place(event).x));
    },
    onPointerCancel: (event: PointerEvent<HTMLDivElement>): void => {
      pinch.up(event);
      drag.current = null;
    },
    onPointerLeave: (): void => onHover(null),
  };
}
