import { boxAt, boxesIn } from '@workcompanion/core/evidence/native/mp4-boxes';

/** Samples of a track that lie one behind the other. Times in the track's own units. */
export interface Run {
  readonly track: number;
  /** The time of its first sample. */
  readonly time: number;
  /** From the beginning of the fragment. */
  readonly offset: number;
  readonly durations: readonly number[];
  readonly sizes: readonly number[];
  /** Whether each can be shown without those before. */
  readonly isKey: readonly boolean[];
}

const DEFAULT_BASE_IS_MOOF = 0x020000;
const IS_NO_KEY = 0x010000;
/** Bits of the flags that say which fields are there (ISO/IEC 14496-12, 8.8.7 and 8.8.8). */
const HEAD = { base: 0x01, description: 0x02, duration: 0x08, size: 0x10, flags: 0x20 } as const;
const RUN = {
  offset: 0x001,
  firstFlags: 0x004,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  composition: 0x800,
} as const;

/** What a `moof` says of its samples, as ffmpeg writes it. Throws a RangeError for anything else. */
export function fragmentRuns(moof: Buffer): Run[] {
  return boxesIn(moof)
    .filter(({ type }) => type === 'traf')
    .flatMap(({ body }) => {
      const head = trackHead(boxAt(body, 'tfhd'));
      let time = decodeTime(boxAt(body, 'tfdt'));
      return boxesIn(body)
        .filter(({ type }) => type === 'trun')
        .map((box) => {
          const run = { ...runOf(box.body, head), track: head.track, time };
          time += run.durations.reduce((sum, duration) => sum + duration, 0);
          return run;
        });
    });
}

interface TrackHead {
  readonly track: number;
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

function trackHead(tfhd: Buffer): TrackHead {
  const bits = tfhd.readUInt32BE(0);
  if ((bits & DEFAULT_BASE_IS_MOOF) === 0 || (bits & HEAD.base) !== 0) {
    throw new RangeError('offsets are not told from the fragment');
  }
  const fields = fieldsOf(tfhd, 8);
  fields.next(bits & HEAD.description);
  return {
    track: tfhd.readUInt32BE(4),
    duration: fields.next(bits & HEAD.duration) ?? 0,
    size: fields.next(bits & HEAD.size) ?? 0,
    flags: fields.next(bits & HEAD.flags) ?? 0,
  };
}

function decodeTime(tfdt: Buffer): number {
  return tfdt.readUInt8(0) === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
}

function runOf(trun: Buffer, head: TrackHead): Omit<Run, 'track' | 'time'> {
  const bits = trun.readUInt32BE(0);
  const count = trun.readUInt32BE(4);
  if ((bits & RUN.composition) !== 0) throw new RangeError('frames are not in order');
  const fields = fieldsOf(trun, 8);
  const offset = fields.next(bits & RUN.offset);
  if (offset === null) throw new RangeError('a run has no offset');
  const firstFlags = fields.next(bits & RUN.firstFlags);
  const run = { offset, durations: [] as number[], sizes: [] as number[], isKey: [] as boolean[] };
  for (let sample = 0; sample < count; sample += 1) {
    run.durations.push(fields.next(bits & RUN.duration) ?? head.duration);
    run.sizes.push(fields.next(bits & RUN.size) ?? head.size);
    const flags = fields.next(bits & RUN.flags) ?? head.flags;
    run.isKey.push(((sample === 0 ? (firstFlags ?? flags) : flags) & IS_NO_KEY) === 0);
  }
  return run;
}

/** Numbers of 32 bits, each of which is there only when its bit is set. */
function fieldsOf(bytes: Buffer, from: number) {
  let at = from;
  return {
    next: (bit: number): number | null => {
      if (bit === 0) return null;
      at += 4;
      return bytes.readUInt32BE(at - 4);
    },
  };
}
