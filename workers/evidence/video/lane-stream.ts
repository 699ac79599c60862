import type { Lane, LaneCard, LaneSegment } from './lane.ts';
import { type ClipClock, endTicks, TICKS_PER_SECOND, ticksAt } from './ticks.ts';
import { TsRetimer } from './ts-retimer.ts';

/** A card's clock ticks each second at first; of a gap of hours, who watches skips most. */
const BRISK_TICKS = 60 * TICKS_PER_SECOND;
const SLOW_STEP_TICKS = 10 * TICKS_PER_SECOND;
const LAST_TICKS = 0.2 * TICKS_PER_SECOND;

/** The MPEG-TS of a whole lane, on the clip's clock: segments, and black frames where there are none. */
export async function* laneStream(
  clip: ClipClock,
  lane: Lane,
  card: Buffer,
): AsyncGenerator<Buffer> {
  const retimer = new TsRetimer();
  for (const piece of piecesOf(lane)) {
    if ('open' in piece) yield* footage(clip, retimer, piece);
    else yield* cards(clip, retimer, { piece, card });
  }
}

function piecesOf({ segments, cards }: Lane): (LaneSegment | LaneCard)[] {
  const gaps = cards.filter(({ kind }) => kind === 'gap');
  return [...segments, ...gaps].sort((a, b) => startOf(a) - startOf(b));
}

function startOf(piece: LaneSegment | LaneCard): number {
  return 'open' in piece ? piece.start : piece.from;
}

async function* footage(
  clip: ClipClock,
  retimer: TsRetimer,
  segment: LaneSegment,
): AsyncGenerator<Buffer> {
  retimer.begin({ firstTicks: ticksAt(clip, segment.start), endTicks: endTicks(clip) });
  for await (const chunk of segment.open()) {
    const packets = retimer.push(chunk);
    if (packets.length > 0) yield packets;
    if (retimer.isOver) return;
  }
}

function* cards(
  clip: ClipClock,
  retimer: TsRetimer,
  { piece, card }: { readonly piece: LaneCard; readonly card: Buffer },
): Generator<Buffer> {
  const from = Math.max(0, ticksAt(clip, piece.from));
  const to = ticksAt(clip, Math.min(piece.to, clip.to));
  for (const at of cardTimes(from, to)) {
    retimer.begin({ firstTicks: at, endTicks: Number.POSITIVE_INFINITY });
    yield retimer.push(card);
  }
}

function* cardTimes(from: number, to: number): Generator<number> {
  let last = from;
  for (let at = from; at < to; at += at - from < BRISK_TICKS ? TICKS_PER_SECOND : SLOW_STEP_TICKS) {
    last = at;
    yield at;
  }
  // Of a video's last picture players believe that it lasts as long as the one before.
  for (const at of [to - 2 * LAST_TICKS, to - LAST_TICKS]) if (at > last) yield at;
}
