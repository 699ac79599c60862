import {
  type ClipClock,
  endTicks,
  TICKS_PER_SECOND,
  ticksAt,
} from '@workcompanion/core/evidence/native/clip-ticks';
import type { ClipPart } from './clip-parts.ts';
import type { LaneCard, LaneSegment, VideoLane } from './lane.ts';
import { TsRetimer } from './ts-retimer.ts';

/** A card's clock ticks each second at first; of a gap of hours, who watches skips most. */
const BRISK_TICKS = 60 * TICKS_PER_SECOND;
const SLOW_STEP_TICKS = 10 * TICKS_PER_SECOND;
const LAST_TICKS = 0.2 * TICKS_PER_SECOND;
/** What a segment's last frame may come after its end, by what its clock and its duration say. */
const MARGIN_TICKS = 5 * TICKS_PER_SECOND;

/** The frames of a lane that are wanted: from a tick of the clip, before another. */
export type Wanted = Pick<ClipPart, 'from' | 'to'>;

/**
 * The MPEG-TS of a lane's part, on the clip's clock: segments, and black frames where there are none.
 * It begins with what the first wanted frame needs to be decoded.
 */
export async function* laneStream(
  clip: ClipClock,
  { lane, card }: { readonly lane: VideoLane; readonly card: Buffer },
  wanted: Wanted,
): AsyncGenerator<Buffer> {
  const retimer = new TsRetimer();
  for (const piece of lanePieces(clip, lane, wanted)) {
    if ('open' in piece) yield* footage(clip, retimer, { piece, wanted });
    else yield* cards(clip, retimer, { piece, card, wanted });
  }
}

/** The ticks of the last frame before a moment of the clip; null when there is none. */
export async function lastFrameBefore(
  clip: ClipClock,
  lane: VideoLane,
  ticks: number,
): Promise<number | null> {
  const before = { from: Number.NEGATIVE_INFINITY, to: ticks };
  for (const piece of lanePieces(clip, lane, before).reverse()) {
    const last = 'open' in piece ? await lastOf(clip, piece, ticks) : lastCard(clip, piece, ticks);
    if (last !== null) return last;
  }
  return null;
}

/** What may have a wanted frame, in the order of the lane. */
export function lanePieces(
  clip: ClipClock,
  { segments, cards: all }: VideoLane,
  { from, to }: Wanted,
): (LaneSegment | LaneCard)[] {
  const gaps = all.filter(({ kind }) => kind === 'gap');
  return [...segments, ...gaps]
    .filter((piece) => {
      const [begins, ends] = stretchOf(piece);
      return ticksAt(clip, begins) < to && ticksAt(clip, ends) + MARGIN_TICKS > from;
    })
    .sort((a, b) => stretchOf(a)[0] - stretchOf(b)[0]);
}

function stretchOf(piece: LaneSegment | LaneCard): readonly [from: number, to: number] {
  if ('open' in piece) return [piece.start, piece.start + piece.duration];
  return [piece.from, piece.to];
}

async function* footage(
  clip: ClipClock,
  retimer: TsRetimer,
  { piece, wanted }: { readonly piece: LaneSegment; readonly wanted: Wanted },
): AsyncGenerator<Buffer> {
  retimer.begin({ firstTicks: ticksAt(clip, piece.start), endTicks: wanted.to });
  for await (const chunk of piece.open()) {
    const packets = retimer.push(chunk);
    if (packets.length > 0) yield packets;
    if (retimer.isOver) return;
  }
}

async function lastOf(clip: ClipClock, piece: LaneSegment, ticks: number): Promise<number | null> {
  const retimer = new TsRetimer();
  for await (const _ of footage(clip, retimer, { piece, wanted: { from: 0, to: ticks } }));
  return retimer.lastTicks;
}

interface CardPlace {
  readonly piece: LaneCard;
  readonly card: Buffer;
  readonly wanted: Wanted;
}

function* cards(
  clip: ClipClock,
  retimer: TsRetimer,
  { piece, card, wanted }: CardPlace,
): Generator<Buffer> {
  for (const at of cardTimes(clip, piece)) {
    if (at < wanted.from || at >= wanted.to) continue;
    retimer.begin({ firstTicks: at, endTicks: Number.POSITIVE_INFINITY });
    yield retimer.push(card);
  }
}

function lastCard(clip: ClipClock, piece: LaneCard, ticks: number): number | null {
  return [...cardTimes(clip, piece)].findLast((at) => at < ticks) ?? null;
}

/** When a stretch without footage shows a picture, in ticks of the clip. */
export function* cardTimes(
  clip: ClipClock,
  piece: Pick<LaneCard, 'from' | 'to'>,
): Generator<number> {
  const from = Math.max(0, ticksAt(clip, piece.from));
  const to = Math.min(ticksAt(clip, piece.to), endTicks(clip));
  let last = from;
  for (let at = from; at < to; at += at - from < BRISK_TICKS ? TICKS_PER_SECOND : SLOW_STEP_TICKS) {
    last = at;
    yield at;
  }
  // Players believe that a video's last frame lasts as long as the one before.
  for (const at of [to - 2 * LAST_TICKS, to - LAST_TICKS]) if (at > last) yield at;
}
