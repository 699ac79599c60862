import type { Interval } from '@workcompanion/core/footage/interval';
import type { PersonDay } from '../../../contract/people.ts';
import { offsetAt, type ZoneDay } from '../time/zone-day.ts';

/** What the timeline shows: always inside the day, never shorter than `SHORTEST_MICROS`. */
export type Viewport = Interval;

/** Ten seconds over some 1,000 pixels: each frame is wide enough to be clicked. */
export const SHORTEST_MICROS = 10_000_000;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** The viewport of `length` that begins nearest to `from` and lies inside the day. */
export function fitViewport(day: Interval, from: number, length: number): Viewport {
  const size = clamp(length, Math.min(SHORTEST_MICROS, day.to - day.from), day.to - day.from);
  const start = clamp(Math.round(from), day.from, day.to - size);
  return { from: start, to: start + size };
}

/** Zooms by `factor` (below 1: closer) and keeps the moment `anchor` where it is on screen. */
export function zoomAt(day: Interval, view: Viewport, anchor: number, factor: number): Viewport {
  const length = view.to - view.from;
  const size = fitViewport(day, view.from, length * factor);
  const share = (anchor - view.from) / length;
  return fitViewport(day, anchor - share * (size.to - size.from), size.to - size.from);
}

export function panBy(day: Interval, view: Viewport, micros: number): Viewport {
  return fitViewport(day, view.from + micros, view.to - view.from);
}

export function centreOn(day: Interval, micros: number, length: number): Viewport {
  return fitViewport(day, micros - length / 2, length);
}

/**
 * Turns the page when the moment has left the view, so that it stands near the left edge (or the
 * right one when it left to the left); the same viewport while it is inside.
 */
export function followMoment(day: Interval, view: Viewport, micros: number): Viewport {
  if (micros >= view.from && micros <= view.to) return view;
  const length = view.to - view.from;
  return fitViewport(day, micros - length * (micros > view.to ? 0.1 : 0.9), length);
}

/** Zoom steps of the buttons and keys: a third closer or wider a step. */
export const ZOOM_STEP = 2 / 3;

/** Wheel delta in pixels → factor; a notch of 100 is about a quarter. */
export function wheelFactor(deltaY: number): number {
  return Math.exp(clamp(deltaY, -400, 400) * 0.0023);
}

export const xOf = (view: Viewport, widthPx: number, micros: number): number =>
  ((micros - view.from) / (view.to - view.from)) * widthPx;

export const microsAt = (view: Viewport, widthPx: number, x: number): number =>
  view.from + (x / Math.max(1, widthPx)) * (view.to - view.from);

const HOUR_MICROS = 3_600_000_000;
const SHORTEST_USUAL_MICROS = HOUR_MICROS;
/** So much is left free before the first and after the last thing known. */
const MARGIN_MICROS = HOUR_MICROS / 4;

/**
 * The hours of the day of which anything is known, rounded out to full local hours: what the
 * timeline shows at first, so that eight hours of work don't fill a third of it.
 */
export function knownHours(day: Pick<PersonDay, 'lanes'>, zone: ZoneDay): Viewport {
  const pieces = day.lanes.flatMap((lane) => lane.pieces);
  if (pieces.length === 0) return fitViewport(zone, zone.from, zone.to - zone.from);
  const first = Math.max(zone.from, Math.min(...pieces.map(({ from }) => from)) - MARGIN_MICROS);
  const last = Math.min(zone.to, Math.max(...pieces.map(({ to }) => to)) + MARGIN_MICROS);
  const round = (micros: number, to: (hours: number) => number): number => {
    const offset = offsetAt(zone, micros);
    return to((micros + offset) / HOUR_MICROS) * HOUR_MICROS - offset;
  };
  const from = round(first, Math.floor);
  const length = Math.max(SHORTEST_USUAL_MICROS, round(last, Math.ceil) - from);
  return fitViewport(zone, from, length);
}
