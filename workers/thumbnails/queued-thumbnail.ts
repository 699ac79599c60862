import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { ClaimQueue } from '../claims/claim-queue.ts';

/** A segment whose thumbnail this process makes. */
export type QueuedThumbnail = Pick<
  typeof segments.$inferSelect,
  | keyof typeof OBJECT_KEY_COLUMNS
  | 'recordingId'
  | 'keyId'
  | 'duration'
  | 'sequence'
  | 'frames'
  | 'bytes'
  | 'plainBytes'
  | 'iv'
  | 'hasOwnKey'
> & {
  readonly attempts: number;
  /** The number of the claim. */
  readonly lease: number;
};

export const THUMBNAIL_QUEUE = new ClaimQueue({ ...thumbnailQueue, id: thumbnailQueue.segmentId });

export const QUEUED_COLUMNS = {
  ...OBJECT_KEY_COLUMNS,
  recordingId: segments.recordingId,
  keyId: segments.keyId,
  duration: segments.duration,
  sequence: segments.sequence,
  frames: segments.frames,
  bytes: segments.bytes,
  plainBytes: segments.plainBytes,
  iv: segments.iv,
  hasOwnKey: segments.hasOwnKey,
};
