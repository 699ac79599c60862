import type { Cue } from './chapters.ts';

/** A track of an MP4 can't be silent for longer than 2^32 of its µs. */
const LONGEST_SILENCE = 30 * 60_000_000;
/** What is shown of a moment in such a silence. */
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
    track.push(...blanks(silentFrom, from));
    track.push({ from, to, text: told.map(({ text }) => text).join('\n') });
    silentFrom = to;
  }
  return track;
}

function blanks(from: number, to: number): Cue[] {
  const count = Math.floor((to - from) / LONGEST_SILENCE);
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * LONGEST_SILENCE;
    return { from: at, to: at + BLANK.length, text: BLANK.text };
  });
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
