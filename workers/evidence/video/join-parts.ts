import { cuesOf, ffmetadata } from './chapters.ts';
import type { VideoLane } from './lane.ts';
import { type FfmpegPipe, pipeUrl, runFfmpeg } from './run-ffmpeg.ts';
import { subRip, subtitleTrack } from './subtitle-track.ts';
import type { VideoPlan } from './video-plan.ts';

/**
 * In fragments, since a pipe has no way back; `mp4/` puts their index in front. Times stay as they are:
 * all videos of a package run by one clock, also one whose first frame comes after the in-point.
 */
const CONTAINER =
  '-video_track_timescale 90000 -movflags +frag_keyframe+empty_moov+delay_moov+default_base_moof+skip_trailer+frag_discont -f mp4';

export interface Joining {
  readonly ffmpeg: string;
  /** The MPEG-TS of all parts of a video, in order. */
  readonly parts: AsyncIterable<Uint8Array>;
  readonly sink: (chunk: Uint8Array) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** One video of its parts, with chapters and subtitles; nothing is encoded again. */
export async function joinParts(
  plan: VideoPlan,
  lanes: readonly VideoLane[],
  { ffmpeg, parts, sink, signal }: Joining,
): Promise<void> {
  const cues = cuesOf(plan, lanes);
  const subtitles = subtitleTrack(cues);
  const text = (content: string): FfmpegPipe => ({ kind: 'give', source: [Buffer.from(content)] });
  const pipes: FfmpegPipe[] = [
    { kind: 'give', source: parts },
    text(ffmetadata(plan, cues)),
    { kind: 'take', sink },
    ...(subtitles.length > 0 ? [text(subRip(subtitles))] : []),
  ];
  await runFfmpeg({ ffmpeg, args: argsOf(subtitles.length > 0), pipes, signal });
}

function argsOf(hasSubtitles: boolean): string[] {
  return [
    ...['-copyts', '-f', 'mpegts', '-i', pipeUrl(0), '-f', 'ffmetadata', '-i', pipeUrl(1)],
    ...(hasSubtitles ? ['-f', 'srt', '-i', pipeUrl(3)] : []),
    ...['-map', '0:v', '-map_metadata', '1', '-map_chapters', '1', '-c:v', 'copy'],
    ...(hasSubtitles ? '-map 2:s -c:s mov_text -disposition:s 0'.split(' ') : []),
    ...CONTAINER.split(' '),
    pipeUrl(2),
  ];
}
