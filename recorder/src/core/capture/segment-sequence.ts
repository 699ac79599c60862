import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { type KeyId, newId, type RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { DiskWatch } from './disk-watch.ts';
import { recoverSegment } from './recover-open-segments.ts';
import { SegmentFile, segmentFileName, segmentPaths } from './segment-file.ts';
import { type SegmentHead, segmentBody } from './segment-notes.ts';

export interface CaptureKey {
  readonly keyId: KeyId;
  /** A copy that belongs to the receiver. */
  readonly key: Buffer;
}

export interface SegmentContext {
  readonly folder: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly bootId: string;
  readonly log: Log;
  /** Counts the segment that grows. */
  readonly disk: DiskWatch;
  /** The version of the policy in force. */
  readonly policyVersion: () => number;
  /** Gives a data key whose window holds `start`, UTC µs. Needs no network. */
  readonly keyFor: (start: number) => Promise<CaptureKey>;
}

/** Facts that all segments of a recording share. */
export interface RecordingFacts {
  readonly recording: RecordingId;
  readonly display: DisplayName;
  readonly encoder: string;
  /** µs */
  readonly framePeriod: number;
}

/** Writes the segments of one recording: each is closed and in the journal before the next begins. */
export class SegmentSequence {
  readonly #context: SegmentContext;
  readonly #facts: RecordingFacts;
  #current: SegmentFile | null = null;
  #count = 0;
  #footage: { start: number; end: number } | null = null;

  constructor(context: SegmentContext, facts: RecordingFacts) {
    this.#context = context;
    this.#facts = facts;
  }

  get count(): number {
    return this.#count;
  }

  /** What all closed segments cover. */
  get footage(): { readonly start: number; readonly end: number } | null {
    return this.#footage;
  }

  /** A key frame came: the open segment ends here, and the next one begins. */
  async roll(start: number, tables: Buffer): Promise<void> {
    await this.finish(start);
    const { keyId, key: dataKey } = await this.#context.keyFor(start);
    const segment = newId(SegmentId, start / 1000);
    const key = deriveSegmentKey(dataKey, segment);
    dataKey.fill(0);
    const { recording, display, encoder, framePeriod } = this.#facts;
    const head: SegmentHead = {
      v: 1,
      segment,
      recording,
      display,
      encoder,
      framePeriod,
      policyVersion: this.#context.policyVersion(),
      sequence: this.#count,
      start,
      keyId,
      keyDerivation: 'hkdf-sha256-v1',
      iv: randomBytes(16).toString('hex'),
      bootId: this.#context.bootId,
    };
    const { folder, clock, disk } = this.#context;
    this.#current = await SegmentFile.create({ folder, head, key, clock }, tables);
    disk.grows(this.#current);
  }

  /** Adds a frame to the open segment, which exists since the recording began with a key frame. */
  add(packets: readonly Buffer[], at: number): void {
    this.#current?.add(packets, at);
  }

  async flush(): Promise<void> {
    await this.#current?.flush();
  }

  /** Closes the open segment. If that fails, the segment is finished from what reached the disk. */
  async finish(end: number): Promise<void> {
    const segment = this.#current;
    if (segment === null) return;
    this.#current = null;
    this.#context.disk.isClosed(segment);
    try {
      await this.#close(segment, end);
    } catch (error) {
      await segment.abandon();
      const recovered = await recoverSegment(this.#context, segment.head.segment);
      if (recovered !== null) this.#note(segment, recovered);
      throw error;
    }
  }

  async #close(segment: SegmentFile, end: number): Promise<void> {
    const { folder, journal } = this.#context;
    const id = segment.head.segment;
    const closed = await segment.close(end);
    const body = segmentBody(segment.head, closed);
    await journal.append({ body, file: segmentFileName(id) });
    this.#note(segment, segment.head.start + closed.duration);
    await rm(segmentPaths(folder, id).notes, { force: true });
  }

  #note(segment: SegmentFile, end: number): void {
    this.#footage = { start: this.#footage?.start ?? segment.head.start, end };
    this.#count += 1;
  }
}
