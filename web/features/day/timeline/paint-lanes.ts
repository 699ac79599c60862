import type { TimelinePiece } from '../../../contract/people.ts';
import { type Viewport, xOf } from '../context/viewport.ts';
import { gapTone } from '../words/gap-tone.ts';
import { LANE_HEIGHT, laneTop } from './layout.ts';
import type { TimelinePalette } from './timeline-palette.ts';

interface LanesScene {
  readonly lanes: readonly (readonly TimelinePiece[])[];
  readonly view: Viewport;
  readonly width: number;
  readonly now: number;
  readonly palette: TimelinePalette;
  /** Words for a gap or a pending piece, the longest first: the first that fits is drawn. */
  readonly words: (piece: TimelinePiece) => readonly string[];
}

const RADIUS = 4;
const LABEL_PADDING = 10;

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function fillBar(pen: CanvasRenderingContext2D, bar: Bar, fill: string | CanvasPattern): void {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.roundRect(bar.x, bar.y, bar.width, LANE_HEIGHT, Math.min(RADIUS, bar.width / 2));
  pen.fill();
}

function paintGap(
  pen: CanvasRenderingContext2D,
  bar: Bar,
  piece: TimelinePiece,
  palette: TimelinePalette,
): void {
  const tone = gapTone(piece.cause);
  const { soft, text } = palette.gap[tone];
  fillBar(pen, bar, soft);
  pen.globalAlpha = tone === 'neutral' ? 0.3 : 0.5;
  fillBar(pen, bar, hatchPattern(pen, text, tone === 'bad'));
  pen.globalAlpha = 1;
}

function paintPending(pen: CanvasRenderingContext2D, bar: Bar, palette: TimelinePalette): void {
  pen.globalAlpha = 0.22;
  fillBar(pen, bar, palette.span);
  pen.globalAlpha = 0.85;
  pen.strokeStyle = palette.spanEdge;
  pen.setLineDash([3, 3]);
  pen.strokeRect(bar.x + 0.5, bar.y + 0.5, Math.max(0, bar.width - 1), LANE_HEIGHT - 1);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

interface Label {
  readonly texts: readonly string[];
  readonly colour: string;
}

function paintWords(pen: CanvasRenderingContext2D, bar: Bar, label: Label, width: number): void {
  // The words stay in sight while part of a long gap is scrolled out.
  const left = Math.max(0, bar.x);
  const right = Math.min(width, bar.x + bar.width);
  const room = right - left - LABEL_PADDING;
  const text = label.texts.find((candidate) => pen.measureText(candidate).width <= room);
  if (text === undefined) return;
  pen.fillStyle = label.colour;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, (left + right) / 2, bar.y + LANE_HEIGHT / 2 + 0.5);
}

function barOf(piece: TimelinePiece, row: number, scene: LanesScene): Bar | null {
  const { view, width } = scene;
  const x = xOf(view, width, piece.from);
  const end = xOf(view, width, piece.to);
  if (end < 0 || x > width) return null;
  // A hair between neighbours, and never less than a pixel: a lost second must be seen at any zoom.
  const size = Math.max(1, end - x - (end - x > 4 ? 1 : 0));
  return { x, y: laneTop(row), width: size };
}

function paintPiece(
  pen: CanvasRenderingContext2D,
  bar: Bar,
  piece: TimelinePiece,
  scene: LanesScene,
): void {
  const { palette, width } = scene;
  if (piece.kind === 'span') {
    fillBar(pen, bar, palette.span);
    return;
  }
  if (piece.kind === 'pending') paintPending(pen, bar, palette);
  else paintGap(pen, bar, piece, palette);
  const colour = piece.kind === 'gap' ? palette.gap[gapTone(piece.cause)].text : palette.dim;
  paintWords(pen, bar, { texts: scene.words(piece), colour }, width);
}

/** Spans, gaps and what is still to come, a row for each display. */
export function paintLanes(pen: CanvasRenderingContext2D, scene: LanesScene): void {
  const { lanes, view, width, now, palette } = scene;
  pen.font = `11px ${palette.font}`;
  const nowX = Math.min(width, Math.max(0, xOf(view, width, now)));
  for (const [row, pieces] of lanes.entries()) {
    pen.fillStyle = palette.lane;
    pen.beginPath();
    pen.roundRect(0, laneTop(row), width, LANE_HEIGHT, RADIUS);
    pen.fill();
    pen.fillStyle = palette.future;
    pen.globalAlpha = 0.55;
    pen.fillRect(nowX, laneTop(row), width - nowX, LANE_HEIGHT);
    pen.globalAlpha = 1;
    for (const piece of pieces) {
      const bar = barOf(piece, row, scene);
      if (bar !== null) paintPiece(pen, bar, piece, scene);
    }
  }
}

const TILE = 7;

/** Diagonal lines for gaps: seen also by those who don't tell colours apart. */
function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  isDense: boolean,
): CanvasPattern | string {
  const tile = document.createElement('canvas');
  const ratio = window.devicePixelRatio || 1;
  tile.width = TILE * ratio;
  tile.height = TILE * ratio;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.scale(ratio, ratio);
  pen.strokeStyle = colour;
  pen.lineWidth = isDense ? 1.6 : 1;
  pen.beginPath();
  for (const shift of [-TILE, 0, TILE]) {
    pen.moveTo(shift - 1, TILE + 1);
    pen.lineTo(shift + TILE + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? colour;
}
