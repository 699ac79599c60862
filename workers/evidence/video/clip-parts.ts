import {
  endTicks,
  TICKS_PER_SECOND,
  TOLERANCE_TICKS,
  ticksAt,
} from '@workcompanion/core/evidence/native/clip-ticks';
import type { VideoPlan } from './video-plan.ts';

/** A stretch of a clip whose videos are made at once. Ticks of the clip: frames from `from`, before `to`. */
export interface ClipPart {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The parts of a clip, without a seam between them: none is shorter than half of the others. A part is
 * never shorter than a segment, since it is decoded from the key frame before it.
 */
export function clipParts({ clip, lanes }: VideoPlan, partSeconds: number): ClipPart[] {
  const longest = lanes
    .flatMap(({ segments }) => segments)
    .reduce((most, { duration }) => Math.max(most, duration / 1_000_000), partSeconds);
  const length = Math.ceil(longest) * TICKS_PER_SECOND;
  const whole = ticksAt(clip, clip.to);
  const count = Math.max(1, Math.round(whole / length));
  return Array.from({ length: count }, (_, index) => ({
    index,
    from: index * length - TOLERANCE_TICKS,
    to: index + 1 < count ? (index + 1) * length - TOLERANCE_TICKS : endTicks(clip),
  }));
}
