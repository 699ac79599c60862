import { type Viewport, xOf } from '../context/viewport.ts';
import type { Interval } from '../time/interval.ts';
import { laneTop } from './layout.ts';
import type { TimelinePalette } from './timeline-palette.ts';

interface CoveredScene {
  /** Of each lane, from the top. */
  readonly lanes: readonly (readonly Interval[])[];
  readonly view: Viewport;
  readonly width: number;
  readonly palette: TimelinePalette;
}

const BAND_HEIGHT = 3;

/** A quiet band along the top of a lane where the policy had windows painted over. */
export function paintCovered(pen: CanvasRenderingContext2D, scene: CoveredScene): void {
  const { lanes, view, width, palette } = scene;
  pen.fillStyle = palette.gap.private.text;
  pen.globalAlpha = 0.8;
  for (const [row, stretches] of lanes.entries()) {
    for (const { from, to } of stretches) {
      if (to < view.from || from > view.to) continue;
      const left = Math.max(0, xOf(view, width, from));
      const right = Math.min(width, xOf(view, width, to));
      pen.fillRect(left, laneTop(row), Math.max(1, right - left), BAND_HEIGHT);
    }
  }
  pen.globalAlpha = 1;
}
