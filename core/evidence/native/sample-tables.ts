import { makeBox } from './mp4-boxes.ts';
import { words } from './sample-entries.ts';

/** A picture or a line; ticks of 90 kHz from the clip's first moment. */
export interface MediaSample {
  readonly ticks: number;
  readonly bytes: number;
  /** A player can begin with it. */
  readonly isKey: boolean;
  /** Which of the sample entries it is made for. */
  readonly description: number;
}

interface Chunk {
  readonly offset: number;
  readonly description: number;
  count: number;
}

/**
 * The tables of a track (ISO/IEC 14496-12, 8.6 and 8.7) whose samples lie one behind the other, from
 * `offset` on. The last is shown until `end`.
 */
export function sampleTables(
  samples: readonly MediaSample[],
  { end, offset }: { readonly end: number; readonly offset: number },
): Buffer {
  const times = runLengths(
    samples.map(({ ticks }, at) => Math.max(1, (samples[at + 1]?.ticks ?? end) - ticks)),
  );
  const keys = samples.flatMap(({ isKey }, at) => (isKey ? [at + 1] : []));
  const chunks = chunksOf(samples, offset);
  // A line of this table holds until the next one.
  const changes = chunks.flatMap(({ count, description }, at) => {
    const before = chunks[at - 1];
    const isSame = before?.count === count && before.description === description;
    return isSame ? [] : [at + 1, count, description + 1];
  });
  return Buffer.concat([
    makeBox('stts', words([0, times.length / 2, ...times])),
    ...(keys.length < samples.length ? [makeBox('stss', words([0, keys.length, ...keys]))] : []),
    makeBox('stsc', words([0, changes.length / 3, ...changes])),
    makeBox('stsz', words([0, 0, samples.length, ...samples.map(({ bytes }) => bytes)])),
    makeBox('co64', words([0, chunks.length, ...chunks.flatMap((chunk) => halves(chunk.offset))])),
  ]);
}

/** Each begins with a key picture, or with one that needs another sample entry. */
function chunksOf(samples: readonly MediaSample[], offset: number): Chunk[] {
  const chunks: Chunk[] = [];
  let at = offset;
  for (const { isKey, description, bytes } of samples) {
    const last = chunks.at(-1);
    if (last === undefined || isKey || last.description !== description) {
      chunks.push({ offset: at, description, count: 1 });
    } else last.count += 1;
    at += bytes;
  }
  return chunks;
}

function halves(offset: number): [high: number, low: number] {
  return [Math.floor(offset / 2 ** 32), offset % 2 ** 32];
}

/** Counts and values by turns. */
function runLengths(values: readonly number[]): number[] {
  const runs: number[] = [];
  for (const value of values) {
    if (runs.at(-1) === value) runs[runs.length - 2] = (runs.at(-2) ?? 0) + 1;
    else runs.push(1, value);
  }
  return runs;
}
