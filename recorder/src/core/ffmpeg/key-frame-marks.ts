import type { CapturePolicy } from '@workcompanion/core/protocol/policy';

type Rhythm = Pick<CapturePolicy, 'framesPerSecond' | 'segmentSeconds'>;

const TICKS_PER_SECOND = 90_000;
/** The time of each frame, rounded down to an even tick. */
const EVEN = '2*floor(PTS/2)';

/**
 * Key frames whose distance can be changed while ffmpeg runs. The last filter moves the time of each
 * frame by at most a tick of 90 kHz: to an odd one where a segment is to begin, to an even one
 * elsewhere. The encoder makes key frames of the odd ones. ffmpeg counts from the first frame in some
 * versions, so that one stays even: it is a key frame anyway. `ld` and `st` remember the last mark.
 */
export function keyFrameMarks(rhythm: Rhythm): string {
  const mark = `if(ld(0),${markWhenDue(rhythm)},st(0,PTS+1)*0)`;
  return `settb=1/${TICKS_PER_SECOND},setpts='${EVEN}+${mark}'`;
}

export const FORCE_MARKED = ['-force_key_frames', `expr:mod(round(t*${TICKS_PER_SECOND}),2)`];

/** For a running ffmpeg: the next frame is a key frame, and then one of each so many seconds. */
export function cutCommand(rhythm: Rhythm): string {
  return `setpts -1 expr ${EVEN}+${markWhenDue(rhythm)}`;
}

/** A new expression remembers nothing, so that its first frame is due. */
function markWhenDue({ framesPerSecond, segmentSeconds }: Rhythm): string {
  const least = segmentSeconds - 0.5 / framesPerSecond;
  return `if(gte(PTS-ld(0),${Math.round(least * TICKS_PER_SECOND) - 1}),st(0,PTS+1)*0+1)`;
}
