import { z } from 'zod';
import { type JwsKind, signCompact, verifyCompact } from '../crypto/compact-jws.ts';
import type { Ed25519PrivateJwk } from '../crypto/key-pair.ts';
import {
  CaseId,
  ClipId,
  DeviceId,
  EvidencePackageId,
  KeyId,
  PersonId,
  RecordingId,
  SegmentId,
} from '../ids.ts';
import {
  DisplayName,
  Ed25519Jwk,
  IvHex,
  KeyDerivation,
  KeyWindow,
  Sha256Base64Url,
  Sha256Hex,
  UtcMicros,
} from '../protocol/primitives.ts';

/** A path inside the package: relative, with forward slashes, made of safe characters. */
export const PackagePath = z
  .string()
  .max(200)
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);

export const PackageFile = z.object({
  path: PackagePath,
  bytes: z.number().int().min(0),
  sha256: Sha256Hex,
});
export type PackageFile = z.infer<typeof PackageFile>;

/** A device whose footage is in the package, and the stretch of its journal that proves it. */
export const PackageDevice = z.object({
  device: DeviceId,
  hostname: z.string().max(255),
  /** The computer's own, as it has signed it; from version 3 on. */
  timeZone: z.string().max(64).optional(),
  publicKey: Ed25519Jwk,
  enrolledAt: UtcMicros,
  displays: z.array(DisplayName).min(1),
  /** Contiguous: `count` statements from `firstIndex` on; the first one's `prev` is `prev`. */
  journal: z.object({
    path: PackagePath,
    firstIndex: z.number().int().min(0),
    count: z.number().int().min(1),
    prev: Sha256Base64Url,
  }),
  /**
   * Statements from before that stretch which the footage needs, each proved by its own signature:
   * the heads of its recordings, the policy and notice in force, the deposits of its keys, the last
   * checkpoint that the device has seen.
   */
  context: PackagePath.nullable(),
});
export type PackageDevice = z.infer<typeof PackageDevice>;

export const Withheld = z.object({
  reason: z.string().min(1).max(500),
  /** What left the package; the rest of the segment's stretch may be shown in the videos. */
  from: UtcMicros,
  to: UtcMicros,
});
export type Withheld = z.infer<typeof Withheld>;

/** One segment that touches the clip. What it says of times and digests is a copy of the statement. */
export const PackageSegment = z.object({
  segment: SegmentId,
  device: DeviceId,
  display: DisplayName,
  recording: RecordingId,
  sequence: z.number().int().min(0),
  journalIndex: z.number().int().min(0),
  start: UtcMicros,
  /** µs */
  duration: z.number().int().min(1),
  bytes: z.number().int().min(16),
  sha256: Sha256Hex,
  keyId: KeyId,
  /** Absent in older footage: the key of its whole window encrypts it. */
  keyDerivation: KeyDerivation.optional(),
  iv: IvHex,
  /** The ciphertext as the device made it. Null when withheld, or when it no longer exists. */
  path: PackagePath.nullable(),
  /** Why there is no path: withheld by a person, or destroyed, lost or not uploaded. */
  absent: z.enum(['withheld', 'shredded', 'unreadable']).nullable(),
});
export type PackageSegment = z.infer<typeof PackageSegment>;

/** A copy for people: re-encoded, with the wall clock burned in. It proves nothing by itself. */
export const PackageVideo = z.object({
  path: PackagePath,
  kind: z.enum(['display', 'side-by-side']),
  /** Null for side by side. */
  device: DeviceId.nullable(),
  display: DisplayName.nullable(),
  subtitles: PackagePath,
  blurred: z.boolean(),
});
export type PackageVideo = z.infer<typeof PackageVideo>;

/** The footage of a display, copied picture by picture: it proves itself by the signed segments. */
const NativeVideo = z.object({
  path: PackagePath,
  device: DeviceId,
  display: DisplayName,
  /** The wall clock, and why footage is missing. */
  subtitles: PackagePath,
});
export type NativeVideo = z.infer<typeof NativeVideo>;

export const BlurredRegion = z.object({
  device: DeviceId,
  display: DisplayName,
  from: UtcMicros,
  to: UtcMicros,
  /** Shares of the display's width and height, 0 to 1. */
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().gt(0).max(1),
  height: z.number().gt(0).max(1),
  /** Filled with black, as text is; else blurred, as faces are: short text could be guessed from a blur. */
  isCovered: z.boolean().default(false),
  reason: z.string().min(1).max(500),
});
export type BlurredRegion = z.infer<typeof BlurredRegion>;

/** The examiner's report for people, as the server wrote it. */
const PackageReport = z.object({ path: PackagePath, language: z.enum(['en', 'zh-CN']) });

/** Half-open stretch of footage of some displays that was taken out, as the exporter decided. */
export const Redaction = z.object({
  withheld: z.array(
    Withheld.extend({ device: DeviceId.nullable(), display: DisplayName.nullable() }),
  ),
  blurred: z.array(BlurredRegion),
});
export type Redaction = z.infer<typeof Redaction>;

/**
 * `manifest.json` of an evidence package (docs/decisions/018). It names every file of the package
 * with its digest, except itself and `manifest.jws`, which signs it.
 */
export const Manifest = z.object({
  /**
   * 2: segments have keys of their own, and it names the keys of `keys.json` that open more. 3: it tells
   * the time zone of each computer, and devices have signed the server's key and the policies' digests.
   * 4: custody shows its audit entries, and checkpoints commit to these and to receipts.
   */
  v: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  package: EvidencePackageId,
  createdAt: UtcMicros,
  software: z.string().max(64),
  case: z.object({ id: CaseId, title: z.string() }),
  clip: z.object({ id: ClipId, title: z.string() }),
  person: z.object({ id: PersonId, name: z.string() }),
  timeZone: z.string().max(64),
  /** What was asked for, exact to the frame; half-open. */
  from: UtcMicros,
  to: UtcMicros,
  devices: z.array(PackageDevice).min(1),
  segments: z.array(PackageSegment),
  /** Keys in the package that open all that a device recorded in a window, and not the footage here alone. */
  windowKeys: z.array(z.object({ keyId: KeyId, device: DeviceId, window: KeyWindow })).default([]),
  /** HLS, for any player: the footage of a display, with the key of each segment. */
  playlists: z
    .array(z.object({ device: DeviceId, display: DisplayName, path: PackagePath }))
    .default([]),
  redaction: Redaction,
  videos: z.array(PackageVideo),
  nativeVideos: z.array(NativeVideo).default([]),
  reports: z.array(PackageReport).default([]),
  /** Null when no checkpoint covers the clip yet. */
  checkpoints: PackagePath.nullable(),
  keys: PackagePath,
  custody: PackagePath,
  notice: PackagePath,
  policy: PackagePath,
  /** Which programs and windows were in front; null where nothing was noted, or all of it is left out. */
  windows: PackagePath.nullable().default(null),
  /** PEM: who says whose the key is that signs this; from the server's own certificate upwards. */
  certificates: PackagePath.nullable().default(null),
  /** Public halves of all keys the server has signed with, oldest first; the last signs this. */
  serverKeys: z.array(Ed25519Jwk).min(1),
  files: z.array(PackageFile).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** Payload of `manifest.jws` (typ `wc-manifest+jws`), by the server's signing key. */
const ManifestSeal = z.object({
  v: z.literal(1),
  package: EvidencePackageId,
  /** The digest of manifest.json. */
  manifestSha256: Sha256Hex,
  sealedAt: UtcMicros,
});
type ManifestSeal = z.infer<typeof ManifestSeal>;

const SEAL: JwsKind<ManifestSeal> = { typ: 'wc-manifest+jws', payload: ManifestSeal };

/** What makes `manifest.json` the server's word: a compact JWS over its digest. */
export function signManifestSeal(
  seal: ManifestSeal,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(SEAL, seal, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyManifestSeal(jws: string, publicKey: Ed25519Jwk): Promise<ManifestSeal> {
  return verifyCompact(SEAL, jws, publicKey);
}
