import { type PointerEvent, useRef } from 'react';
import type { ViewportControl } from '../context/use-viewport.ts';
import { microsAt } from '../context/viewport.ts';

interface PinchOptions {
  readonly width: number;
  readonly viewport: ViewportControl;
}

/** Two fingers on the timeline: zoom around the point between them. */
export function usePinch({ width, viewport }: PinchOptions) {
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
