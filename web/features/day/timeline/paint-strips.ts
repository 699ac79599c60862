import type { Interval } from '@workcompanion/core/footage/interval';
import { type Viewport, xOf } from '../context/viewport.ts';
import type { DayThumbnail } from '../thumbnails/thumbnail-index.ts';
import { LANE_HEIGHT, laneTop, STRIP_GAP, STRIP_HEIGHT } from './layout.ts';
import type { TimelinePalette } from './timeline-palette.ts';

interface ChangesScene {
  /** One list for each lane, from the top. */
  readonly lanes: readonly (readonly DayThumbnail[])[];
  readonly view: Viewport;
  readonly width: number;
  readonly palette: TimelinePalette;
}

/** Under each lane: how much the screen changed, from a hair (nothing) to the strip's height. */
export function paintChanges(pen: CanvasRenderingContext2D, scene: ChangesScene): void {
  const { lanes, view, width, palette } = scene;
  pen.fillStyle = palette.spanEdge;
  for (const [row, entries] of lanes.entries()) {
    const floor = laneTop(row) + LANE_HEIGHT + STRIP_GAP + STRIP_HEIGHT;
    for (const { from, to, change } of entries) {
      if (to < view.from || from > view.to || change === null) continue;
      const left = Math.max(0, xOf(view, width, from));
      const right = Math.min(width, xOf(view, width, to));
      const height = Math.max(1, (change / 100) * STRIP_HEIGHT);
      pen.globalAlpha = 0.35 + (0.65 * change) / 100;
      pen.fillRect(left, floor - height, Math.max(1, right - left), height);
    }
  }
  pen.globalAlpha = 1;
}

interface ReviewScene {
  /** For each lane, from the top: what the viewer has watched, and what anybody marked as reviewed. */
  readonly lanes: readonly {
    readonly watched: readonly Interval[];
    readonly marked: readonly Interval[];
  }[];
  readonly view: Viewport;
  readonly width: number;
  readonly palette: TimelinePalette;
}

/** A shade over what the viewer has watched, and a line under what was marked as reviewed. */
export function paintReviewed(pen: CanvasRenderingContext2D, scene: ReviewScene): void {
  const { lanes, view, width, palette } = scene;
  for (const [row, { watched, marked }] of lanes.entries()) {
    const bar = ({ from, to }: Interval, top: number, height: number): void => {
      if (to < view.from || from > view.to) return;
      const left = Math.max(0, xOf(view, width, from));
      const right = Math.min(width, xOf(view, width, to));
      pen.fillRect(left, laneTop(row) + top, Math.max(1, right - left), height);
    };
    pen.fillStyle = palette.future;
    pen.globalAlpha = 0.5;
    for (const stretch of watched) bar(stretch, 0, LANE_HEIGHT);
    pen.fillStyle = palette.accent;
    pen.globalAlpha = 1;
    for (const stretch of marked) bar(stretch, LANE_HEIGHT - BAND_HEIGHT, BAND_HEIGHT);
  }
}

interface CoveredScene {
  /** One list for each lane, from the top. */
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
