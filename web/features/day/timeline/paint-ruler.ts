import { type Viewport, xOf } from '../context/viewport.ts';
import { formatOffset } from '../time/format-clock.ts';
import type { ZoneDay } from '../time/zone-day.ts';
import { chooseTicks } from './choose-ticks.ts';
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
