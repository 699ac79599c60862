/** What a frame costs in which nothing has changed: one MPEG-TS packet. */
const STILL_FRAME_BYTES = 188;
/** Bytes a second of 0 and of 100: a caret that blinks, and a screen that scrolls without an end. */
const STILL_RATE = 500;
const BUSY_RATE = 200_000;

export interface WrittenSegment {
  readonly plainBytes: number;
  /** The size of the key frame and the tables, which cost the same whatever happens on screen. */
  readonly keyFrameBytes: number;
  readonly frames: number;
  /** µs */
  readonly duration: number;
}

/**
 * How much the screen changed during a segment, 0 to 100: what its encoder had to write beyond the
 * key frame and the empty frames, on a logarithmic scale. It says nothing of why it changed: a video
 * changes the screen more than hours of writing.
 */
export function screenChange(segment: WrittenSegment): number {
  const { plainBytes, keyFrameBytes, frames, duration } = segment;
  const still = keyFrameBytes + Math.max(0, frames - 1) * STILL_FRAME_BYTES;
  const rate = (Math.max(0, plainBytes - still) * 1_000_000) / Math.max(1, duration);
  const share = Math.log2(1 + rate / STILL_RATE) / Math.log2(1 + BUSY_RATE / STILL_RATE);
  return Math.min(100, Math.round(share * 100));
}

/** Smaller ones tell too little: two plain colours cost the same. */
const TELLING_BYTES = 20_000;
/** What two encodings of one screen differ by. */
const SAME_SHARE = 0.005;

/**
 * Whether two segments of one recording show the same screen, of which the first is known not to change:
 * both cost the same beyond their empty frames. Whatever changed in between would have changed the cost
 * of the key frame.
 */
export function isSameStill(
  still: Pick<WrittenSegment, 'plainBytes' | 'frames'>,
  other: Pick<WrittenSegment, 'plainBytes' | 'frames'>,
): boolean {
  const [one, two] = [stillBytes(still), stillBytes(other)];
  return one >= TELLING_BYTES && Math.abs(one - two) <= one * SAME_SHARE;
}

function stillBytes({ plainBytes, frames }: Pick<WrittenSegment, 'plainBytes' | 'frames'>): number {
  return plainBytes - Math.max(0, frames - 1) * STILL_FRAME_BYTES;
}
