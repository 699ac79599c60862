import type { ErrorCode } from '../../errors.ts';
import { type DeviceId, idTimeMs, type SegmentId } from '../../ids.ts';
import type { BlobStore } from '../blob-store.ts';
import type { DiskSpace } from '../read-disk.ts';

/** What is known of a segment before its body comes. */
export interface HotUpload {
  readonly device: DeviceId;
  readonly segment: SegmentId;
  /** Where it will lie. Two contents never share a key. */
  readonly key: string;
  readonly bytes: number;
  /** Lower-case hex, both. */
  readonly md5: string;
  readonly sha256: string;
  /** Compact JWS; a bucket keeps it beside the bytes. */
  readonly statement: string;
}

/** What an attempt that ended early has left of a body. */
export interface KeptPart {
  readonly path: string;
  readonly bytes: number;
}

/**
 * No orphan is removed sooner than an hour after its segment began (HOT_ORPHAN_HOURS): a younger blob
 * can't go away between its coming and its row. Half of that is left for clocks that differ.
 */
const NEVER_REMOVED_MS = 30 * 60_000;

/** Whether a blob of this segment stays for now, with or without a row. */
export function staysWithoutRow(segment: SegmentId): boolean {
  return Date.now() - idTimeMs(segment) < NEVER_REMOVED_MS;
}

/** The body of one attempt: whole, right, durable, and nobody's until it is published. */
export interface StagedBlob {
  /**
   * Gives it its key. In the transaction that has inserted the segment's row: it holds the device's
   * journal, so that nobody removes what lies under this key meanwhile. Before it only where nobody
   * would (`staysWithoutRow`). `replaced`: a blob lay there that was not what its key says. Throws `upload-in-progress` when another attempt
   * has taken this one over, and `unavailable` for what went away meanwhile.
   */
  publish(): Promise<'published' | 'replaced'>;
  /** Ends this attempt; what was published stays. */
  discard(): Promise<void>;
  /** Ends all attempts at the same segment. */
  discardAll(): Promise<void>;
}

/** Where the bytes of segments lie until they are archived. No request deletes what was published. */
export interface HotStore extends BlobStore {
  /**
   * Takes a body; nobody else writes to the same attempt, on whichever node. The body throws unless it
   * gave what was meant, and then nothing is stored, but what came of a large one that ended early
   * (`truncated-body`). Throws what the body throws, `storage-full` and `unavailable`.
   */
  stage(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<StagedBlob>;
  /** The longest of what is kept of a body. Null when nothing is. */
  keptPart(of: Pick<HotUpload, 'device' | 'segment'>): Promise<KeptPart | null>;
  /**
   * What was kept, as far as its `bytes`, for an attempt of its own. Throws `upload-offset-mismatch`
   * when another attempt goes on with it.
   */
  takeOver(part: KeptPart): AsyncIterable<Uint8Array>;
  /** Removes what is kept of a body, as nobody will go on with it. */
  discardParts(of: Pick<HotUpload, 'device' | 'segment'>): Promise<void>;
  /** When a blob was written, UTC ms; null when there is none. */
  writtenAt(key: string): Promise<number | null>;
  /** What its device stated of a blob, as it was stored beside it; null when it was not. */
  statementOf(key: string): Promise<string | null>;
  /** Removes what is left of attempts that nobody has gone on with since. Returns how many. */
  removeAttempts(beforeMs: number): Promise<number>;
  /** Why this node knows at present that nothing can be stored; null while the store takes what comes. */
  readonly trouble: ErrorCode | null;
  /** Whether a body of so many bytes comes to the disk of this node. */
  needsDisk(bytes: number): boolean;
  /** The disk of this node that bodies come to. */
  disk(): Promise<DiskSpace>;
}
