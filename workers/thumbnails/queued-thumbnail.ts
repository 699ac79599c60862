import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';

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
  /** The number of the claim: with another one it is somebody else's by now. */
  readonly attempts: number;
};

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
