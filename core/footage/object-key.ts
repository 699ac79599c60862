import { type DeviceId, SegmentId } from '../ids.ts';

/** What of a segment's row decides where its bytes lie. */
export interface KeyedSegment {
  readonly id: SegmentId;
  readonly deviceId: DeviceId;
  /** UTC µs. */
  readonly startsAt: number;
  /** The digest of the ciphertext in lower-case hex. */
  readonly sha256: string;
  /** False for what was stored before keys told the content. */
  readonly hasDigestInKey: boolean;
}

/** 64 bits: two contents of one segment never share a key. */
const DIGEST_DIGITS = 16;

/**
 * The blob key of a segment: DEVICE/YYYY/MM/DD/SEGMENT-DIGEST.ts, by the UTC day of its start and the
 * first digits of its SHA-256.
 */
export function segmentObjectKey(segment: KeyedSegment): string {
  const { id, deviceId, startsAt, sha256, hasDigestInKey } = segment;
  const day = new Date(Math.floor(startsAt / 1000)).toISOString().slice(0, 10).replaceAll('-', '/');
  const digest = hasDigestInKey ? `-${sha256.slice(0, DIGEST_DIGITS)}` : '';
  return `${deviceId}/${day}/${id}${digest}.ts`;
}

/** The segment whose bytes lie under a key; null for a key that no segment has. */
export function segmentIdOfKey(key: string): SegmentId | null {
  const name = /\/([0-9a-f-]{36})(?:-[0-9a-f]{16})?\.ts$/.exec(key)?.[1];
  return SegmentId.safeParse(name).data ?? null;
}
