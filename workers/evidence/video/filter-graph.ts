import { CLIP_START_TICKS } from '@workcompanion/core/evidence/native/clip-ticks';
import {
  BAR_COLOUR,
  barOf,
  cardFilter,
  clockFilters,
  filterText,
  labelFilter,
  whileIn,
} from './burned-text.ts';
import type { ClipPart } from './clip-parts.ts';
import type { LaneBlur, VideoLane } from './lane.ts';
import type { VideoPlan } from './video-plan.ts';

/** A region is first shrunk to cells of so many pixels: what was in a cell is gone for good. */
const BLUR_CELL = 32;
/** Pixels of a tile side by side, where two lie in a row. */
const TILE = { width: 1280, height: 720 } as const;

/**
 * Marks in the bar, under the clock, so that a picture is kept each second, and in long gaps, whose pictures come
 * every ten seconds, each of them.
 */
const SECOND_MARK = [mark(16, 1), mark(48, 10)].join(',');
/** Drops each picture that is the one before, point for point: it is still shown. */
const CHANGED_ONLY = 'mpdecimate=hi=1:lo=1:frac=0';
/** Displays change at moments of their own: side by side, what comes closer than this is shown with the next. */
const SPARSE = "select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.09)'";

export interface GraphPlace {
  readonly font: string;
  readonly part: ClipPart;
  /** The first frame of each lane that passes, in ticks of the clip: before the part, it is not shown. */
  readonly starts: readonly number[];
}

/** Inputs 0 to n-1 are the lanes; the outputs [lane0] … and, of more than one, [together]. */
export function filterGraph(plan: VideoPlan, place: GraphPlace): string {
  const together = plan.lanes.length > 1;
  const chains = plan.lanes.flatMap((lane, index) =>
    laneChains(plan, place, { lane, index, together }),
  );
  return [...chains, ...(together ? [sideBySide(plan, place)] : [])].join(';\n');
}

/** Changes whenever so many seconds are over. */
function mark(x: number, seconds: number): string {
  return `drawbox=x=${x}:y=ih-20:w=16:h=16:color=white:t=fill:enable='mod(floor(t/${seconds}),2)'`;
}

interface LanePlace {
  readonly lane: VideoLane;
  readonly index: number;
  readonly together: boolean;
}

function laneChains(
  plan: VideoPlan,
  { font, part, starts }: GraphPlace,
  { lane, index, together }: LanePlace,
): string[] {
  const passing = { from: starts[index] ?? part.from, to: part.to };
  const bar = barOf(lane.width);
  const picture = `picture${index}`;
  const covers = lane.cards
    .filter(({ kind }) => kind === 'withheld')
    .map((card) => `drawbox=color=black:t=fill:enable=${whileIn(plan.clip, card)}`);
  const texts = lane.cards.map((card) => cardFilter(plan, font, { card, width: lane.width }));
  const blurs = lane.blurs
    .filter(({ isCovered }) => !isCovered)
    .map((blur, number) => blurChain(plan, lane, { blur, index, number }));
  const covered = lane.blurs
    .filter(({ isCovered }) => isCovered)
    .map((blur) => coverFilter(plan, lane, blur));
  const changed = [
    ...[...covered, ...covers, ...texts],
    `pad=iw:ih+${bar.height}:0:0:color=${BAR_COLOUR}`,
    SECOND_MARK,
    CHANGED_ONLY,
  ].join(',');
  const shown = [
    withoutLeadIn(part),
    `drawbox=y=ih-${bar.height}:h=${bar.height}:color=${BAR_COLOUR}:t=fill`,
    ...clockFilters(plan, font, bar),
    labelFilter(plan, font, { bar, lane: lane.name }),
  ].join(',');
  return [
    `[${index}:v]${arrive(passing, lane)}[blurred${index}x0]`,
    ...blurs,
    `[blurred${index}x${blurs.length}]${changed}[${picture}]`,
    ...(together
      ? [
          `[${picture}]split[${picture}a][${picture}b]`,
          `[${picture}b]crop=iw:ih-${bar.height}:0:0,${tile(plan, font, lane)}[tile${index}]`,
        ]
      : []),
    `[${picture}${together ? 'a' : ''}]${shown}[lane${index}]`,
  ];
}

/** From the clock of the stream to that of the clip; nothing else passes. */
function arrive({ from, to }: Pick<ClipPart, 'from' | 'to'>, { width, height }: VideoLane): string {
  const within = `start_pts=${CLIP_START_TICKS + from}:end_pts=${CLIP_START_TICKS + to}`;
  return [
    'settb=1/90000',
    `trim=${within}`,
    // Footage that overlaps other footage, after a clock was set back, can't be shown twice.
    "select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'",
    `setpts='max(0,PTS-${CLIP_START_TICKS})'`,
    `scale=${width}:${height}`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}

/** Drops what was let pass only because it is still seen side by side. */
function withoutLeadIn({ index, from }: ClipPart): string {
  return index === 0 ? 'null' : `settb=1/90000,trim=start_pts=${from}`;
}

interface BlurPlace {
  readonly blur: LaneBlur;
  readonly index: number;
  readonly number: number;
}

function blurChain(
  { clip }: VideoPlan,
  lane: VideoLane,
  { blur, index, number }: BlurPlace,
): string {
  const { x, y, width, height } = pixelsOf(blur, lane);
  const name = `blurred${index}x${number}`;
  const cells = (pixels: number): number => Math.max(1, Math.ceil(pixels / BLUR_CELL));
  const shrink = `scale=${cells(width)}:${cells(height)}:flags=area`;
  return [
    `[${name}]split[${name}whole][${name}part]`,
    `[${name}part]crop=${width}:${height}:${x}:${y},${shrink},scale=${width}:${height}:flags=bilinear[${name}soft]`,
    `[${name}whole][${name}soft]overlay=${x}:${y}:enable=${whileIn(clip, blur)}[blurred${index}x${number + 1}]`,
  ].join(';\n');
}

/** Nothing of what was there is left: many lines of text take one filter each, and no copy of the picture. */
function coverFilter({ clip }: VideoPlan, lane: VideoLane, blur: LaneBlur): string {
  const { x, y, width, height } = pixelsOf(blur, lane);
  return `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=black:t=fill:enable=${whileIn(clip, blur)}`;
}

/** Outwards to even pixels, as the picture's colours have half its resolution. */
function pixelsOf(blur: LaneBlur, lane: VideoLane) {
  const even = (value: number, most: number): number => Math.min(most, 2 * Math.ceil(value / 2));
  const x = 2 * Math.floor((blur.x * lane.width) / 2);
  const y = 2 * Math.floor((blur.y * lane.height) / 2);
  const right = even((blur.x + blur.width) * lane.width, lane.width);
  const bottom = even((blur.y + blur.height) * lane.height, lane.height);
  return { x, y, width: right - x, height: bottom - y };
}

function columnsOf(lanes: number): number {
  return Math.ceil(Math.sqrt(lanes));
}

function tile(plan: VideoPlan, font: string, lane: VideoLane): string {
  const columns = Math.max(2, columnsOf(plan.lanes.length));
  const width = 2 * Math.round(TILE.width / columns);
  const height = 2 * Math.round(TILE.height / columns);
  const name = barOf(width);
  return [
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    `pad=${width}:${height + name.height}:-1:0:color=${BAR_COLOUR}`,
    `drawtext=font=${filterText(font)}:fontsize=${name.fontSize}:fontcolor=0xf1f3f5:x=12:y=h-${name.height - 4}:text=${filterText(lane.name)}:expansion=none`,
  ].join(',');
}

function sideBySide(plan: VideoPlan, { font, part }: GraphPlace): string {
  const count = plan.lanes.length;
  const columns = columnsOf(count);
  const at = (index: number, size: string): string =>
    index === 0 ? '0' : Array.from({ length: index }, () => size).join('+');
  const layout = plan.lanes
    .map((_, index) => `${at(index % columns, 'w0')}_${at(Math.floor(index / columns), 'h0')}`)
    .join('|');
  const bar = barOf(2 * TILE.width);
  const inputs = plan.lanes.map((_, index) => `[tile${index}]`).join('');
  return [
    `${inputs}xstack=inputs=${count}:layout=${layout}:fill=black`,
    withoutLeadIn(part),
    SPARSE,
    `pad=iw:ih+${bar.height}:0:0:color=${BAR_COLOUR}`,
    ...clockFilters(plan, font, bar),
    labelFilter(plan, font, { bar, lane: null }),
  ]
    .join(',')
    .concat('[together]');
}
