import { type PointerEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { useDayScope } from '../context/day-context.ts';
import type { ViewportControl } from '../context/use-viewport.ts';
import { microsAt, wheelFactor } from '../context/viewport.ts';
import type { DayPlayer } from '../playback/day-player.ts';
import { LANE_GAP, LANE_HEIGHT, lanesHeight } from './layout.ts';

export interface Hover {
  readonly x: number;
  readonly row: number;
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
    const row = Math.min(day.lanes.length - 1, Math.floor(y / (LANE_HEIGHT + LANE_GAP)));
    onHover({ x: clampX(x), row: Math.max(0, row) });
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

/** The picture follows when the hand rests: each picture shown is a view, and is logged as one. */
const REST_MS = 110;

/** Moving the playhead by hand. */
function useScrub(player: DayPlayer) {
  const scrub = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => clearTimeout(timer);
    return {
      cancel,
      move: (micros: number): void => {
        cancel();
        player.preview(micros);
        timer = setTimeout(() => player.seek(micros), REST_MS);
      },
      finish: (micros: number): void => {
        cancel();
        player.preview(null);
        player.seek(micros);
      },
    };
  }, [player]);
  useEffect(() => scrub.cancel, [scrub]);
  return scrub;
}

interface WheelOptions {
  readonly width: number;
  readonly viewport: ViewportControl;
}

/** Up and down zooms at the pointer (a pinch on a touchpad too), sideways or with Shift pans. */
function useWheel(ref: RefObject<HTMLElement | null>, options: WheelOptions): void {
  const { width, viewport } = options;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view, zoom, pan } = viewport;
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (isSideways && !event.ctrlKey) {
        const delta = event.deltaX === 0 ? event.deltaY : event.deltaX;
        pan((delta / Math.max(1, width)) * (view.to - view.from));
        return;
      }
      const { left } = element.getBoundingClientRect();
      // A touchpad's pinch comes as small steps with Ctrl.
      const delta = event.ctrlKey ? event.deltaY * 5 : event.deltaY;
      zoom(microsAt(view, width, event.clientX - left), wheelFactor(delta));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref, width, viewport]);
}

interface PinchOptions {
  readonly width: number;
  readonly viewport: ViewportControl;
}

/** Two fingers on the timeline: zoom around the point between them. */
function usePinch({ width, viewport }: PinchOptions) {
  const fingers = useRef(new Map<number, number>());
  const spread = useRef(0);
  const measure = (): { distance: number; centre: number } | null => {
    const [first, second] = [...fingers.current.values()];
    if (first === undefined || second === undefined) return null;
    return { distance: Math.max(8, Math.abs(first - second)), centre: (first + second) / 2 };
  };
  return {
    /** True when this finger made it a pinch. */
    down: (event: PointerEvent, x: number): boolean => {
      if (event.pointerType !== 'touch') return false;
      fingers.current.set(event.pointerId, x);
      const now = measure();
      spread.current = now?.distance ?? 0;
      return now !== null;
    },
    move: (event: PointerEvent, x: number): boolean => {
      if (!fingers.current.has(event.pointerId)) return false;
      fingers.current.set(event.pointerId, x);
      const now = measure();
      if (now === null || spread.current === 0) return false;
      viewport.zoom(microsAt(viewport.view, width, now.centre), spread.current / now.distance);
      spread.current = now.distance;
      return true;
    },
    up: (event: PointerEvent): void => {
      fingers.current.delete(event.pointerId);
      spread.current = 0;
    },
  };
}
