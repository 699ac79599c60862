import {
  type DeviceId,
  idTimeMs,
  type KeyId,
  type RecordingId,
  ThumbnailObjectId,
} from '../ids.ts';

const HOUR = 3_600_000_000;

/** Which thumbnails stand in one row: those of one recording's UTC hour under one data key. */
export interface ThumbnailPack {
  readonly deviceId: DeviceId;
  /** First µs. */
  readonly hour: number;
  readonly recordingId: RecordingId;
  readonly keyId: KeyId;
}

/** Bytes of a pack, in an object that several packs may share. Parts follow each other. */
export interface PackPart {
  readonly object: ThumbnailObjectId;
  /** The first byte in the object. */
  readonly from: number;
  /** The same byte, counted from the pack's beginning. */
  readonly at: number;
}

/** The first µs of the UTC hour of `at`. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}

/** The blob key of an object: YYYY/MM/DD/OBJECT.pack, by the UTC day on which it was written. */
export function thumbnailObjectKey(object: ThumbnailObjectId): string {
  const day = new Date(idTimeMs(object)).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/${object}.pack`;
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

/** object 16 | from 4 | at 4, big-endian. */
const PART_BYTES = 24;

export function encodePackParts(parts: readonly PackPart[]): Buffer {
  const bytes = Buffer.alloc(parts.length * PART_BYTES);
  for (const [index, { object, from, at }] of parts.entries()) {
    const start = index * PART_BYTES;
    bytes.write(object.replaceAll('-', ''), start, 'hex');
    bytes.writeUInt32BE(from, start + 16);
    bytes.writeUInt32BE(at, start + 20);
  }
  return bytes;
}

export function decodePackParts(bytes: Buffer): PackPart[] {
  return Array.from({ length: Math.floor(bytes.length / PART_BYTES) }, (_, index) => {
    const start = index * PART_BYTES;
    const hex = bytes.toString('hex', start, start + 16);
    const groups = [
      [0, 8],
      [8, 12],
      [12, 16],
      [16, 20],
      [20, 32],
    ] as const;
    return {
      object: ThumbnailObjectId.parse(groups.map(([a, b]) => hex.slice(a, b)).join('-')),
      from: bytes.readUInt32BE(start + 16),
      at: bytes.readUInt32BE(start + 20),
    };
  });
}
