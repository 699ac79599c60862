import { segments } from '@workcompanion/db/schema/segments';

/** A segment whose picture this process makes. */
export type QueuedThumbnail = Pick<
  typeof segments.$inferSelect,
  | 'id'
  | 'deviceId'
  | 'recordingId'
  | 'keyId'
  | 'startsAt'
  | 'duration'
  | 'sequence'
  | 'frames'
  | 'bytes'
  | 'plainBytes'
  | 'iv'
> & {
  /** The number of the claim: with another one it is somebody else's by now. */
  readonly attempts: number;
};

export const QUEUED_COLUMNS = {
  id: segments.id,
  deviceId: segments.deviceId,
  recordingId: segments.recordingId,
  keyId: segments.keyId,
  startsAt: segments.startsAt,
  duration: segments.duration,
  sequence: segments.sequence,
  frames: segments.frames,
  bytes: segments.bytes,
  plainBytes: segments.plainBytes,
  iv: segments.iv,
};
