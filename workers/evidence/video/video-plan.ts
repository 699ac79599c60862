import type { ClipClock } from '@workcompanion/core/evidence/native/clip-ticks';
import type { VideoLane } from './lane.ts';

/** A moment or stretch that somebody marked; UTC µs. */
export interface VideoMark {
  readonly from: number;
  readonly to: number;
  readonly note: string;
}

/** Everything that the videos of a package are made from. */
export interface VideoPlan {
  readonly clip: ClipClock;
  /** The time zone of the wall clock that is burned in. */
  readonly timeZone: string;
  readonly person: string;
  readonly case: { readonly id: string; readonly title: string };
  readonly packageId: string;
  readonly lanes: readonly VideoLane[];
  readonly marks: readonly VideoMark[];
}

/** How many videos a plan gives: the lanes in order, then of more than one all side by side. */
export function videoCount({ lanes }: VideoPlan): number {
  return lanes.length > 1 ? lanes.length + 1 : lanes.length;
}

export interface VideoOptions {
  readonly ffmpeg: string;
  /** A font family with Chinese characters, as fontconfig knows it. */
  readonly font: string;
}
