import { createHash } from 'node:crypto';
import type { DeviceId, KeyId, RecordingId } from '../ids.ts';

const HOUR = 3_600_000_000;

/** Which thumbnails lie in one file: those of one recording's UTC hour under one data key. */
export interface ThumbnailPack {
  readonly deviceId: DeviceId;
  /** First µs. */
  readonly hour: number;
  readonly recordingId: RecordingId;
  readonly keyId: KeyId;
}

/** The first µs of the UTC hour of `at`. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

/**
 * The first file of a pack. File names follow from the pack, each from the one before, so that what
 * a crash leaves without a row is found again: it is overwritten, or deleted with the pack.
 */
export function firstPackFile({ recordingId, hour, keyId }: ThumbnailPack): string {
  return nameOf(`${recordingId} ${hour} ${keyId}`);
}

/** What the pack's file is called after it was written anew. */
export function nextPackFile(file: string): string {
  return nameOf(file);
}

/** The blob key of a pack's file: DEVICE/YYYY/MM/DD/FILE.pack, by the UTC day. */
export function packFileKey({ deviceId, hour }: ThumbnailPack, file: string): string {
  const day = new Date(hour / 1000).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${deviceId}/${day}/${file}.pack`;
}

/** What the seal of a segment's thumbnail is bound to. */
export function thumbnailPlace(segment: {
  readonly recordingId: RecordingId;
  readonly sequence: number;
}): string {
  return `${segment.recordingId}/${segment.sequence}`;
}

/** What the seal of a pack's strip is bound to. */
export function stripPlace({ recordingId, hour }: ThumbnailPack): string {
  return `${recordingId}/strip/${hour}`;
}

/** A UUID (version 8, of our own making: RFC 9562) from a digest. */
function nameOf(text: string): string {
  const digest = createHash('sha256').update(text).digest().subarray(0, 16);
  digest.writeUInt8(((digest[6] ?? 0) & 0x0f) | 0x80, 6);
  digest.writeUInt8(((digest[8] ?? 0) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
