/** The clock of MPEG-TS: 90 kHz, told in 33 bits. */
export const TICKS_PER_SECOND = 90_000;
export const WRAP_TICKS = 2 ** 33;

/**
 * Where the clip's first moment lies on the clock that ffmpeg is fed with. Frames from before it, which
 * only help to decode, must not come below zero: a segment lasts an hour at most.
 */
export const CLIP_START_TICKS = 3_700 * TICKS_PER_SECOND;

/**
 * An in-point that was chosen on a player's clock may be half a millisecond off the frame's own time;
 * frames lie 16 ms and more apart.
 */
export const TOLERANCE_TICKS = 90;

/** A stretch of wall clock, half-open, in ticks from the clip's first moment. */
export interface ClipClock {
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
}

/** Ticks from the clip's first moment; below zero before it. */
export function ticksAt(clip: ClipClock, utcMicros: number): number {
  // In whole numbers, so that every program that checks a package rounds alike.
  return Math.floor(((utcMicros - clip.from) * 9 + 50) / 100);
}

/** No frame from here on. */
export function endTicks(clip: ClipClock): number {
  return ticksAt(clip, clip.to) - TOLERANCE_TICKS;
}
