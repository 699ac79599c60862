import type { Interval } from '@workcompanion/core/footage/interval';
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  centreOn,
  fitViewport,
  followMoment,
  panBy,
  type Viewport,
  ZOOM_STEP,
  zoomAt,
} from './viewport.ts';

export interface ViewportControl {
  readonly view: Viewport;
  /** `factor` below 1 comes closer; keeps `anchor` in place. */
  readonly zoom: (anchor: number, factor: number) => void;
  readonly zoomStep: (anchor: number, direction: 1 | -1) => void;
  readonly pan: (micros: number) => void;
  readonly centre: (micros: number) => void;
  /** Fills the timeline with a stretch, and a little of what is around it. */
  readonly show: (stretch: Interval) => void;
  /** The whole day; once more: the usual hours. */
  readonly fit: () => void;
  readonly isUsual: boolean;
  /** Turns the page for the playhead, unless a hand was on the timeline just now. */
  readonly follow: (micros: number) => void;
}

const HANDS_OFF_MS = 4_000;

interface ViewportStart {
  /** What is shown when the address asks for nothing else. */
  readonly usual: Viewport;
  readonly zoomMicros: number | null;
  readonly micros: number;
}

export function useViewport(day: Interval, start: ViewportStart): ViewportControl {
  const [view, setView] = useState<Viewport>(() =>
    start.zoomMicros === null
      ? followMoment(day, start.usual, start.micros)
      : centreOn(day, start.micros, start.zoomMicros),
  );
  const [usual] = useState(start.usual);
  const touchedAt = useRef(0);
  const byHand = useCallback((change: (view: Viewport) => Viewport) => {
    touchedAt.current = performance.now();
    setView(change);
  }, []);
  return useMemo(
    () => ({
      view,
      zoom: (anchor, factor) => byHand((now) => zoomAt(day, now, anchor, factor)),
      zoomStep: (anchor, direction) =>
        byHand((now) => {
          // Zooming by key or button goes to the playhead, also when it is out of sight.
          const isInSight = anchor >= now.from && anchor <= now.to;
          const from = isInSight ? now : centreOn(day, anchor, now.to - now.from);
          return zoomAt(day, from, anchor, direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP);
        }),
      pan: (micros) => byHand((now) => panBy(day, now, micros)),
      centre: (micros) => byHand((now) => centreOn(day, micros, now.to - now.from)),
      show: ({ from, to }) =>
        byHand(() => fitViewport(day, from - (to - from) / 10, ((to - from) * 6) / 5)),
      fit: () =>
        byHand((now) => {
          const isWhole = now.to - now.from >= day.to - day.from;
          return isWhole ? usual : fitViewport(day, day.from, day.to - day.from);
        }),
      isUsual: view.from === usual.from && view.to === usual.to,
      follow: (micros) => {
        if (performance.now() - touchedAt.current < HANDS_OFF_MS) return;
        setView((now) => followMoment(day, now, micros));
      },
    }),
    [view, day, usual, byHand],
  );
}
