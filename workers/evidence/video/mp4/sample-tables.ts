import { makeBox, makeFullBox } from './boxes.ts';
import type { Run } from './fragment-runs.ts';

/** All samples of a track, in its own units of time. */
export interface Track {
  /** Of its first sample. */
  readonly start: number;
  readonly durations: readonly number[];
  readonly runs: readonly Run[];
}

/** `end`: until when the last sample is shown. */
export function trackOf(runs: readonly Run[], end: number): Track {
  const start = runs[0]?.time ?? 0;
  const durations = runs.flatMap((run, index) => {
    const told = run.durations.reduce((sum, duration) => sum + duration, 0);
    const next = runs[index + 1]?.time ?? end;
    // What a fragment's last sample lasts is known only with the next fragment.
    const last = Math.max(1, (run.durations.at(-1) ?? 0) + next - (run.time + told));
    return [...run.durations.slice(0, -1), last];
  });
  return { start, durations, runs };
}

export function durationOf({ durations }: Track): number {
  return durations.reduce((sum, duration) => sum + duration, 0);
}

/** The tables of a track (ISO/IEC 14496-12, 8.6 and 8.7). `move` says where an offset lies now. */
export function sampleTables({ durations, runs }: Track, move: (offset: number) => number): Buffer {
  const sizes = runs.flatMap((run) => run.sizes);
  const keys = runs.flatMap((run) => run.isKey).flatMap((isKey, at) => (isKey ? [at + 1] : []));
  const times = runLengths(durations);
  const chunks = runLengths(runs.map((run) => run.sizes.length));
  let chunk = 1;
  const chunkTable = chunks.flatMap(({ count, value }) => {
    const entry = [chunk, value, 1];
    chunk += count;
    return entry;
  });
  return Buffer.concat([
    makeFullBox('stts', [times.length, ...times.flatMap(({ count, value }) => [count, value])]),
    ...(keys.length < sizes.length ? [makeFullBox('stss', [keys.length, ...keys])] : []),
    makeFullBox('stsc', [chunks.length, ...chunkTable]),
    makeFullBox('stsz', [0, sizes.length, ...sizes]),
    chunkOffsets(runs.map(({ offset }) => move(offset))),
  ]);
}

function chunkOffsets(offsets: readonly number[]): Buffer {
  const body = Buffer.alloc(8 + 8 * offsets.length);
  body.writeUInt32BE(offsets.length, 4);
  for (const [index, offset] of offsets.entries()) {
    body.writeBigUInt64BE(BigInt(offset), 8 + 8 * index);
  }
  return makeBox('co64', body);
}

function runLengths(values: readonly number[]) {
  const lengths: { count: number; readonly value: number }[] = [];
  for (const value of values) {
    const last = lengths.at(-1);
    if (last?.value === value) last.count += 1;
    else lengths.push({ count: 1, value });
  }
  return lengths;
}
