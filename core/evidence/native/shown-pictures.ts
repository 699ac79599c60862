import { type ClipClock, endTicks, TOLERANCE_TICKS, ticksAt, WRAP_TICKS } from './clip-ticks.ts';
import { isKeyPicture } from './nal-units.ts';
import { type Picture, transportPictures } from './transport-pictures.ts';

/** A segment that a native video shows; UTC µs. */
export interface NativeSegment {
  readonly start: number;
  readonly duration: number;
  /** The plain MPEG-TS. */
  open(): AsyncIterable<Uint8Array>;
}

export interface ShownPicture extends Picture {
  /** From the clip's first moment on, never below zero. */
  readonly ticks: number;
  readonly isKey: boolean;
  /** It can't be copied: the picture that it builds on comes before the clip. */
  readonly isLead: boolean;
}

/**
 * The pictures that a native video of a display has to show, in order: those of the clip, of each segment
 * until the next one begins, each later than the one before. Whoever makes a video goes by this, and
 * whoever checks one.
 */
export async function* shownPictures(
  clip: ClipClock,
  segments: readonly NativeSegment[],
): AsyncGenerator<ShownPicture> {
  const ordered = segments.toSorted((a, b) => a.start - b.start);
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, segment] of ordered.entries()) {
    const next = ordered[index + 1];
    const end = Math.min(endTicks(clip), next === undefined ? Infinity : ticksAt(clip, next.start));
    if (end <= -TOLERANCE_TICKS) continue;
    const first = ticksAt(clip, segment.start);
    let isLead = first < -TOLERANCE_TICKS;
    let firstPts: number | null = null;
    for await (const picture of transportPictures(segment.open())) {
      firstPts ??= picture.pts;
      const ticks = first + ((picture.pts - firstPts + WRAP_TICKS) % WRAP_TICKS);
      if (ticks >= end) break;
      if (ticks < -TOLERANCE_TICKS || ticks <= last) continue;
      const isKey = isKeyPicture(picture.codec, picture.units);
      if (isKey) isLead = false;
      last = ticks;
      yield { ...picture, ticks: Math.max(0, ticks), isKey, isLead };
    }
  }
}
