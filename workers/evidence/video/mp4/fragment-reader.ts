import { HEAD_BYTES } from '@workcompanion/core/evidence/native/mp4-boxes';
import { fragmentRuns, type Run } from './fragment-runs.ts';

/** A stretch of the file, half-open. */
export interface ByteStretch {
  readonly start: number;
  readonly end: number;
}

export interface FragmentedMp4 {
  readonly ftyp: Buffer;
  readonly moov: Buffer;
  /** `offset` of these is from the beginning of the file. */
  readonly runs: readonly Run[];
  /** Where the samples of all tracks lie, in order. */
  readonly payloads: readonly ByteStretch[];
}

/** Reads a fragmented MP4 as it goes by: its boxes but those of the media, which are only counted. */
export class FragmentReader {
  readonly #kept = new Map<string, Buffer>();
  readonly #runs: Run[] = [];
  readonly #payloads: ByteStretch[] = [];
  /** The offset in the file at which the waiting bytes begin. */
  #at = 0;
  #waiting: Buffer = Buffer.alloc(0);
  /** Bytes of media that are still to come. */
  #skip = 0;

  push(chunk: Uint8Array): void {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    this.#at += skipped;
    if (skipped === chunk.length) return;
    this.#waiting = Buffer.concat([this.#waiting, chunk.subarray(skipped)]);
    while (this.#takeBox());
  }

  /** After the last byte. Throws a RangeError for what is no such file, or the beginning of one. */
  finish(): FragmentedMp4 {
    if (this.#waiting.length > 0 || this.#skip > 0) throw new RangeError('the video has no end');
    const kept = (type: string): Buffer => {
      const box = this.#kept.get(type);
      if (box === undefined) throw new RangeError(`the video has no ${type}`);
      return box;
    };
    const [ftyp, moov] = [kept('ftyp'), kept('moov')];
    return { ftyp, moov, runs: this.#runs, payloads: this.#payloads };
  }

  /** False when what waits is no whole box. */
  #takeBox(): boolean {
    if (this.#waiting.length < HEAD_BYTES) return false;
    const size = this.#waiting.readUInt32BE(0);
    const type = this.#waiting.toString('latin1', 4, HEAD_BYTES);
    if (size < HEAD_BYTES) throw new RangeError(`the size of ${type} is not told`);
    if (type === 'mdat') {
      this.#payloads.push({ start: this.#at + HEAD_BYTES, end: this.#at + size });
      const taken = Math.min(size, this.#waiting.length);
      this.#skip = size - taken;
      this.#drop(taken);
      return true;
    }
    if (this.#waiting.length < size) return false;
    const body = Buffer.from(this.#waiting.subarray(HEAD_BYTES, size));
    if (type === 'moof') {
      const runs = fragmentRuns(body);
      this.#runs.push(...runs.map((run) => ({ ...run, offset: this.#at + run.offset })));
    } else this.#kept.set(type, body);
    this.#drop(size);
    return true;
  }

  #drop(bytes: number): void {
    this.#at += bytes;
    this.#waiting = this.#waiting.subarray(bytes);
  }
}
