import { type Cue, cuesOf, ffmetadata } from './chapters.ts';
import type { VideoLane } from './lane.ts';
import { type FfmpegPipe, pipeUrl, runFfmpeg } from './run-ffmpeg.ts';
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

/** Nothing in a track of an MP4 can last longer than 2^32 of its µs, and neither can its silences. */
const LONGEST = 30 * 60_000_000;
/** What breaks a longer silence. */
const BLANK = { length: 1_000_000, text: '\u00a0' } as const;

/** Cues one after the other, as a track within a video needs them: what is told at once, in lines. */
export function subtitleTrack(cues: readonly Cue[]): Cue[] {
  const edges = [...new Set(cues.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const track: Cue[] = [];
  let silentFrom = 0;
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    const told = cues.filter((cue) => cue.from <= from && cue.to > from);
    if (to === undefined || told.length === 0) continue;
    const text = told.map((cue) => cue.text).join('\n');
    track.push(...blanks(silentFrom, from));
    for (const at of startsIn(from, to))
      track.push({ from: at, to: Math.min(to, at + LONGEST), text });
    silentFrom = to;
  }
  return track;
}

function blanks(from: number, to: number): Cue[] {
  return startsIn(from, to)
    .slice(0, -1)
    .map((at) => ({ from: at, to: at + BLANK.length, text: BLANK.text }));
}

/** Where the pieces of a stretch begin; no piece is too long. */
function startsIn(from: number, to: number): number[] {
  const count = Math.ceil((to - from) / LONGEST);
  return Array.from({ length: count }, (_, index) => from + index * LONGEST);
}

/** SubRip, which ffmpeg makes the track from. */
export function subRip(cues: readonly Cue[]): string {
  return cues
    .map(({ from, to, text }, index) => `${index + 1}\n${time(from)} --> ${time(to)}\n${text}\n`)
    .join('\n');
}

function time(micros: number): string {
  const ms = Math.round(micros / 1000);
  const pad = (value: number, digits = 2): string =>
    String(Math.floor(value)).padStart(digits, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)},${pad(ms % 1000, 3)}`;
}
