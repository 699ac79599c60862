import type { Interval } from '@workcompanion/core/footage/interval';
import { type Viewport, xOf } from '../context/viewport.ts';
import { type ClockPrecision, formatClock, formatOffset } from '../time/format-clock.ts';
import type { ZoneDay } from '../time/zone-day.ts';
import { lanesHeight } from './layout.ts';
import type { TimelinePalette } from './timeline-palette.ts';

interface RulerScene {
  readonly day: ZoneDay;
  readonly view: Viewport;
  readonly width: number;
  readonly rows: number;
  readonly now: number;
  readonly palette: TimelinePalette;
}

function paintMark(pen: CanvasRenderingContext2D, x: number, top: number, height: number): void {
  pen.fillRect(Math.round(x), top, 1, height);
}

const LABEL_GAP = 6;

/** The label stays whole at both ends of the ruler; where it would meet the next one, there is none. */
function paintLabel(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  scene: { width: number; y: number; step: number },
): void {
  const half = pen.measureText(text).width / 2;
  const centre = Math.min(Math.max(x, half), scene.width - half);
  if (Math.abs(centre - x) > scene.step - 2 * half - LABEL_GAP) return;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  pen.fillText(text, centre, scene.y);
}

function paintClockChanges(pen: CanvasRenderingContext2D, scene: RulerScene, top: number): void {
  const { day, view, width, palette } = scene;
  for (const { fromMicros } of day.offsets.slice(1)) {
    const x = xOf(view, width, fromMicros);
    if (x < 0 || x > width) continue;
    pen.fillStyle = palette.accent;
    for (let y = 0; y < top; y += 5) pen.fillRect(Math.round(x), y, 1, 3);
    const label = formatOffset(day, fromMicros);
    const size = pen.measureText(label).width;
    pen.fillRect(x + 3, 1, size + 8, 15);
    pen.fillStyle = palette.future;
    pen.textAlign = 'left';
    pen.textBaseline = 'top';
    pen.fillText(label, x + 7, 3);
  }
}

/** Round local times below the lanes, where the clocks change, and the present moment. */
export function paintRuler(pen: CanvasRenderingContext2D, scene: RulerScene): void {
  const { day, view, width, rows, now, palette } = scene;
  const top = lanesHeight(rows);
  const ticks = chooseTicks(day, view, width);
  const [first, second] = ticks.major;
  const step = xOf(view, width, second?.micros ?? view.to) - xOf(view, width, first?.micros ?? 0);
  pen.font = `11px ${palette.mono}`;
  pen.fillStyle = palette.lineStrong;
  for (const micros of ticks.minor) paintMark(pen, xOf(view, width, micros), top, 3);
  for (const { micros, label } of ticks.major) {
    const x = xOf(view, width, micros);
    pen.fillStyle = palette.lineStrong;
    paintMark(pen, x, top, 6);
    pen.fillStyle = palette.dim;
    paintLabel(pen, label, x, { width, y: top + 8, step });
  }
  paintClockChanges(pen, scene, top);
  const x = xOf(view, width, now);
  if (x < 0 || x > width) return;
  pen.fillStyle = palette.accent;
  pen.globalAlpha = 0.7;
  paintMark(pen, x, 0, top);
  pen.globalAlpha = 1;
}

interface Ticks {
  readonly major: readonly { readonly micros: number; readonly label: string }[];
  readonly minor: readonly number[];
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Each divides a day, so that ticks fall on round local times. */
const STEPS = [
  ...[0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
] as const;

const MAJOR_PX = 76;
const MINOR_PX = 9;

/** Stretches of one offset inside the view: the ruler starts anew where the clocks change. */
function offsetRegions(day: ZoneDay, view: Viewport): (Interval & { offset: number })[] {
  return day.offsets.flatMap(({ fromMicros, offsetMicros }, index) => {
    const end = day.offsets[index + 1]?.fromMicros ?? day.to;
    const from = Math.max(view.from, fromMicros);
    const to = Math.min(view.to, end);
    return from < to || (from === to && to === day.to) ? [{ from, to, offset: offsetMicros }] : [];
  });
}

function multiplesIn(
  region: Interval & { offset: number },
  step: number,
  isLast: boolean,
): number[] {
  const found: number[] = [];
  const first = Math.ceil((region.from + region.offset) / step) * step - region.offset;
  for (let at = first; isLast ? at <= region.to : at < region.to; at += step) found.push(at);
  return found;
}

function ticksOf(day: ZoneDay, view: Viewport, step: number): number[] {
  const regions = offsetRegions(day, view);
  return regions.flatMap((region, index) =>
    multiplesIn(region, step, index === regions.length - 1),
  );
}

/** Round local times for the ruler, as dense as labels of `MAJOR_PX` allow. */
export function chooseTicks(day: ZoneDay, view: Viewport, widthPx: number): Ticks {
  const pxPerMicro = widthPx / (view.to - view.from);
  const major = STEPS.find((step) => step >= SECOND && step * pxPerMicro >= MAJOR_PX) ?? 12 * HOUR;
  const minor = STEPS.find((step) => step * pxPerMicro >= MINOR_PX && major % step === 0) ?? major;
  const precision: ClockPrecision = major < MINUTE ? 'second' : 'minute';
  const majors = ticksOf(day, view, major);
  const taken = new Set(majors);
  return {
    major: majors.map((micros) => ({ micros, label: formatClock(day, micros, precision) })),
    minor: minor === major ? [] : ticksOf(day, view, minor).filter((micros) => !taken.has(micros)),
  };
}
