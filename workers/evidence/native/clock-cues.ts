import { zoneOffsets } from '@workcompanion/core/footage/zone-offsets';
import { type Cue, cuesOf } from '../video/chapters.ts';
import type { VideoLane } from '../video/lane.ts';
import type { VideoPlan } from '../video/video-plan.ts';

const SECOND = 1_000_000;

/**
 * The subtitles of a native video: the wall clock, second by second, and what is to be said of the moment.
 * They begin with the clip and leave nothing out.
 */
export function clockCues(plan: VideoPlan, lane: VideoLane): Cue[] {
  const { clip, timeZone } = plan;
  const told = cuesOf(plan, [lane]);
  return zoneOffsets(timeZone, clip.from, clip.to).flatMap(({ from, to, offsetSeconds, name }) =>
    secondsIn(from, to).map((second) => {
      const stretch = { from: second.from - clip.from, to: second.to - clip.from };
      const local = new Date(Math.floor(second.from / SECOND) * 1000 + offsetSeconds * 1000);
      const clock = `${local.toISOString().slice(0, 19).replace('T', ' ')} ${name}`;
      const lines = told.filter((cue) => cue.from < stretch.to && cue.to > stretch.from);
      return { ...stretch, text: [clock, ...lines.map(({ text }) => text)].join('\n') };
    }),
  );
}

/** Whole ones, but for the first and the last. */
function secondsIn(from: number, to: number): { readonly from: number; readonly to: number }[] {
  const first = Math.floor(from / SECOND);
  return Array.from({ length: Math.ceil(to / SECOND) - first }, (_, at) => ({
    from: Math.max(from, (first + at) * SECOND),
    to: Math.min(to, (first + at + 1) * SECOND),
  }));
}
