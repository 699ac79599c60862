import {
  boxAt,
  boxesIn,
  type Mp4Box,
  makeBox,
  makeFullBox,
  mapBoxes,
} from '@workcompanion/core/evidence/native/mp4-boxes';
import type { FragmentedMp4 } from './fragment-reader.ts';
import type { Run } from './fragment-runs.ts';

/** The largest time of the clock that all tracks share; a finer clock gets 64 bits. */
const MOST_32_BITS = 2 ** 32 - 1;
/** With a size of 64 bits, since videos of a day are larger than 32 bits can tell. */
const MEDIA_HEAD_BYTES = 16;

/**
 * What stands before the media of an ordinary MP4, whose index is at its front: a player can begin,
 * and go anywhere, without reading it all. The stretches of `payloads` follow it. `length`: of the
 * video, in µs.
 */
export function flatHead(video: FragmentedMp4, length: number): Buffer {
  const media = video.payloads.reduce((sum, { start, end }) => sum + end - start, 0);
  // How long the head is depends on how many samples there are, and not on where they lie.
  const bytes = headOf(video, length, (offset) => offset).length + MEDIA_HEAD_BYTES;
  const head = headOf(video, length, mover(video, bytes));
  const mediaHead = Buffer.alloc(MEDIA_HEAD_BYTES);
  mediaHead.writeUInt32BE(1);
  mediaHead.write('mdat', 4, 'latin1');
  mediaHead.writeBigUInt64BE(BigInt(MEDIA_HEAD_BYTES + media), 8);
  return Buffer.concat([head, mediaHead]);
}

function mover({ payloads }: FragmentedMp4, headBytes: number): (offset: number) => number {
  let stretch = 0;
  let before = headBytes;
  return (offset) => {
    if (offset < (payloads[stretch]?.start ?? 0)) [stretch, before] = [0, headBytes];
    for (;;) {
      const place = payloads[stretch];
      if (place === undefined) throw new RangeError('samples lie outside of the media');
      if (offset < place.end) return before + offset - place.start;
      before += place.end - place.start;
      stretch += 1;
    }
  };
}

function headOf(
  { ftyp, moov, runs }: FragmentedMp4,
  length: number,
  move: (offset: number) => number,
): Buffer {
  const clock = boxAt(moov, 'mvhd').readUInt32BE(12);
  const whole = Math.round((length / 1_000_000) * clock);
  const flat = mapBoxes(moov, ({ type, body }) => {
    if (type === 'mvex') return null;
    if (type === 'mvhd') return makeBox(type, withDuration(body, 16, whole));
    if (type !== 'trak') return makeBox(type, body);
    const id = boxAt(body, 'tkhd').readUInt32BE(12);
    const units = boxAt(body, 'mdia', 'mdhd').readUInt32BE(12);
    const end = Math.round((length / 1_000_000) * units);
    const track = trackOf(
      runs.filter((run) => run.track === id),
      end,
    );
    return makeBox(type, trackBox(body, { track, units, clock, move }));
  });
  return Buffer.concat([makeBox('ftyp', ftyp), makeBox('moov', flat)]);
}

interface TrackPlace {
  readonly track: Track;
  /** A second of the track, and of the whole. */
  readonly units: number;
  readonly clock: number;
  readonly move: (offset: number) => number;
}

function trackBox(trak: Buffer, { track, units, clock, move }: TrackPlace): Buffer {
  const duration = durationOf(track);
  const inClock = (value: number): number => Math.round((value / units) * clock);
  const shown = inClock(track.start + duration);
  const edits = editList({ delay: inClock(track.start), duration: inClock(duration) });
  const change = ({ type, body }: Mp4Box): Buffer | null => {
    if (type === 'edts') return null;
    if (type === 'tkhd') {
      return Buffer.concat([makeBox(type, withDuration(body, 20, shown)), ...edits]);
    }
    if (type === 'mdhd') return makeBox(type, mediaHeader(body, duration));
    if (type === 'stbl') {
      const [description] = boxesIn(body).filter((box) => box.type === 'stsd');
      return makeBox(type, makeBox('stsd', description?.body ?? body), sampleTables(track, move));
    }
    return makeBox(type, ['mdia', 'minf'].includes(type) ? mapBoxes(body, change) : body);
  };
  return mapBoxes(trak, change);
}

/** Nothing is shown until a track begins: all videos of a package run by one clock. */
function editList({ delay, duration }: { readonly delay: number; readonly duration: number }) {
  if (delay === 0) return [];
  const body = Buffer.alloc(8 + 2 * 12);
  body.writeUInt32BE(2, 4);
  for (const [index, [length, from]] of [[delay, -1] as const, [duration, 0] as const].entries()) {
    body.writeUInt32BE(length, 8 + 12 * index);
    body.writeInt32BE(from, 12 + 12 * index);
    body.writeUInt32BE(0x10000, 16 + 12 * index);
  }
  return [makeBox('edts', makeBox('elst', body))];
}

function withDuration(header: Buffer, at: number, duration: number): Buffer {
  const changed = Buffer.from(header);
  changed.writeUInt32BE(duration, at);
  return changed;
}

/** `mdhd`, of version 1 where 32 bits are not enough. */
function mediaHeader(header: Buffer, duration: number): Buffer {
  if (duration <= MOST_32_BITS) return withDuration(header, 16, duration);
  const changed = Buffer.alloc(36);
  changed.writeUInt8(1, 0);
  header.copy(changed, 20, 12, 16);
  changed.writeBigUInt64BE(BigInt(duration), 24);
  header.copy(changed, 32, 20, 24);
  return changed;
}

/** All samples of a track, in its own units of time. */
interface Track {
  /** The offset of its first sample. */
  readonly start: number;
  readonly durations: readonly number[];
  readonly runs: readonly Run[];
}

/** `end`: until when the last sample is shown. */
function trackOf(runs: readonly Run[], end: number): Track {
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

function durationOf({ durations }: Track): number {
  return durations.reduce((sum, duration) => sum + duration, 0);
}

/** The tables of a track (ISO/IEC 14496-12, 8.6 and 8.7). `move` says where an offset lies now. */
function sampleTables({ durations, runs }: Track, move: (offset: number) => number): Buffer {
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
