import { z } from 'zod';
import { DeviceId, GapId, KeyId, RecordingId, SegmentId, WindowTrackId } from '../ids.ts';
import { GapCause } from './gap-cause.ts';
import { HostFacts } from './host-facts.ts';
import { areAscending, IndexRange } from './journal-head.ts';
import {
  CompactJwe,
  DisplayName,
  Int32,
  IvHex,
  KeyDerivation,
  KeyWindow,
  Md5Hex,
  MonotonicMicros,
  Sha256Base64Url,
  Sha256Hex,
  UtcMicros,
} from './primitives.ts';

/** `prev` of the entry with index 0: 32 zero bytes. */
export const GENESIS = 'A'.repeat(43);

/** A busy quarter of an hour takes some KB. */
export const MAX_WINDOW_TRACK_BYTES = 256 * 1024;

/** What does not fit is told by a further entry. */
export const MOST_LOST_RANGES = 200;

/** An entry of the device's that no server takes any more, since another one has its place. */
const Superseded = z.object({
  index: z.number().int().min(0),
  /** SHA-256 of its compact form, base64url: what the device's next entry points at. */
  hash: Sha256Base64Url,
  at: UtcMicros,
});

const common = {
  v: z.literal(1),
  device: DeviceId,
  /** Contiguous per device, from 0. A missing index is a backlog or tampering. */
  index: z.number().int().min(0),
  /** SHA-256 of the previous statement (its compact form, ASCII), base64url. */
  prev: Sha256Base64Url,
  at: UtcMicros,
  monotonic: MonotonicMicros,
  /** Server clock minus device clock in µs, as last measured; null before the first contact. */
  clockOffset: z.number().int().nullable(),
  /** Says again, word for word, what stood in an entry that was superseded. */
  restates: Superseded.optional(),
};

const DisplayGeometry = z.object({
  width: z.number().int().min(16).max(32_768),
  height: z.number().int().min(16).max(32_768),
  x: z.number().int(),
  y: z.number().int(),
});
export type DisplayGeometry = z.infer<typeof DisplayGeometry>;

/** A part of a picture, in its pixels from the upper left. */
export const PictureArea = z.object({
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
export type PictureArea = z.infer<typeof PictureArea>;

/** What was not taken to capture or to encode with, and why: it was tried on this machine. */
export const PassedOver = z.object({ what: z.string().max(64), why: z.string().max(200) });
export type PassedOver = z.infer<typeof PassedOver>;

export const RecordingStarted = z.object({
  ...common,
  kind: z.literal('recording-started'),
  recording: RecordingId,
  display: DisplayName,
  geometry: DisplayGeometry,
  host: HostFacts,
  /** JWK thumbprint (RFC 7638) of the server's key, as known from the enrolment. Older recorders don't say. */
  serverKey: Sha256Base64Url.optional(),
  encoder: z.string().max(128),
  /** What takes the pictures: ffmpeg's name of the device or source. */
  grabber: z.string().max(32).optional(),
  passedOver: z.array(PassedOver).max(16).optional(),
  framesPerSecond: z.number().int().min(1).max(60),
  policyVersion: Int32,
  /** Painted over before encoding in every picture of the recording, by the policy's exclusions. */
  covered: z.array(PictureArea).max(64).optional(),
});

export const SegmentRecorded = z.object({
  ...common,
  kind: z.literal('segment'),
  /** UUIDv7 stamped with the millisecond of `start`. */
  segment: SegmentId,
  recording: RecordingId,
  display: DisplayName,
  /** Contiguous per recording, from 0. */
  sequence: Int32,
  /** Time of the first frame, and how long the segment lasts (to the next one's first frame). */
  start: UtcMicros,
  duration: z.number().int().min(1).max(3_600_000_000),
  frames: Int32.min(1),
  /** The size of the ciphertext; the digests are the ciphertext's too. */
  bytes: z
    .number()
    .int()
    .min(16)
    .max(2 ** 31),
  md5: Md5Hex,
  sha256: Sha256Hex,
  keyId: KeyId,
  /** Absent in older footage: the data key itself encrypts it. */
  keyDerivation: KeyDerivation.optional(),
  iv: IvHex,
  encoder: z.string().max(128),
  policyVersion: Int32,
  /** Closed by the next start, after a crash, and not by the run that recorded it. */
  recovered: z.boolean(),
});
export type SegmentRecorded = z.infer<typeof SegmentRecorded>;

export const RecordingEnded = z.object({
  ...common,
  kind: z.literal('recording-ended'),
  recording: RecordingId,
  display: DisplayName,
  end: UtcMicros,
  segments: Int32,
  reason: GapCause,
});

/**
 * Written when a gap begins (`to` null) and again, with the same `gap` id, when it ends. A gap that
 * is known only afterwards is written once. `display` null means all displays.
 */
export const GapRecorded = z.object({
  ...common,
  kind: z.literal('gap'),
  gap: GapId,
  display: DisplayName.nullable(),
  cause: GapCause,
  from: UtcMicros,
  to: UtcMicros.nullable(),
  note: z.string().max(500).nullable(),
});
export type GapRecorded = z.infer<typeof GapRecorded>;

export const PolicyApplied = z.object({
  ...common,
  kind: z.literal('policy-applied'),
  policyVersion: Int32,
  /** What the policy says (policy-digest.ts). Older recorders name its version alone. */
  policySha256: Sha256Hex.optional(),
});

export const NoticeAcknowledged = z.object({
  ...common,
  kind: z.literal('notice-acknowledged'),
  noticeVersion: Int32.min(1),
  /** SHA-256 of the text that was shown, and the language it was shown in. */
  textSha256: Sha256Hex,
  locale: z.enum(['en', 'zh-CN']),
  userName: z.string().max(255),
});

export const Paused = z.object({
  ...common,
  kind: z.literal('paused'),
  gap: GapId,
  from: UtcMicros,
  reason: z.string().min(1).max(200),
  until: UtcMicros.nullable(),
});

export const Resumed = z.object({
  ...common,
  kind: z.literal('resumed'),
  gap: GapId,
  to: UtcMicros,
});

/** A data key made offline, for the server alone: the statement is its own deposit. */
export const KeyDeposited = z.object({
  ...common,
  kind: z.literal('key-deposited'),
  keyId: KeyId,
  window: KeyWindow,
  /** JWE compact (RFC 7516), ECDH-ES to the server's X25519 key, A256GCM. */
  sealedKey: CompactJwe,
});
export type KeyDeposited = z.infer<typeof KeyDeposited>;

/**
 * The newest of the server's checkpoints (protocol/checkpoint.ts) that the device has checked and keeps.
 * By it the device vouches for what the server had committed to, and for the server's key.
 */
export const CheckpointSeen = z.object({
  ...common,
  kind: z.literal('checkpoint-seen'),
  checkpoint: z.number().int().min(0),
  /** SHA-256 of the checkpoint's compact form (ASCII), base64url. */
  hash: Sha256Base64Url,
  /** JWK thumbprint (RFC 7638, SHA-256, base64url) of the key that signed it. */
  serverKey: Sha256Base64Url,
});
export type CheckpointSeen = z.infer<typeof CheckpointSeen>;

/**
 * The device could not read its journal, or found it older than what the server holds. It goes on from
 * here; the entries that it can't show any more are named, and none of them will ever come. What the
 * server got of them before stays as proven as it was.
 */
export const JournalDamaged = z
  .object({
    ...common,
    kind: z.literal('journal-damaged'),
    /** `behind`: an older state of the journal had come back, or its end was gone. */
    cause: z.enum(['unreadable', 'missing', 'behind']),
    /** Ascending, and all before this entry. */
    lost: z.array(IndexRange).max(MOST_LOST_RANGES),
    /** How many entries the device still has. */
    saved: z.number().int().min(0),
    /** What the damaged file is called now, on the device. */
    keptAs: z.string().max(128).nullable(),
  })
  .refine(({ lost, index }) => areAscending(lost, index), 'the lost entries are out of order');
export type JournalDamaged = z.infer<typeof JournalDamaged>;

/**
 * Which programs and windows were in front, in a sealed file of its own: no statement names a program
 * or a title. What lies between two tracks was not seen.
 */
export const WindowTrackRecorded = z.object({
  ...common,
  kind: z.literal('window-track'),
  /** UUIDv7 stamped with the millisecond of `from`. */
  track: WindowTrackId,
  from: UtcMicros,
  to: UtcMicros,
  detail: z.enum(['programs', 'programs-and-titles']),
  /** The size and the digest of the sealed file (core/windows/sealed-window-track.ts). */
  bytes: z.number().int().min(1).max(MAX_WINDOW_TRACK_BYTES),
  sha256: Sha256Hex,
  keyId: KeyId,
  policyVersion: Int32,
  /**
   * How many uses it holds, and the root (RFC 6962) over them: a package can prove some and keep others
   * to itself (core/windows/salt-uses.ts). Older recorders sign the file alone.
   */
  uses: z.number().int().min(1).optional(),
  usesRoot: Sha256Base64Url.optional(),
});
export type WindowTrackRecorded = z.infer<typeof WindowTrackRecorded>;

export const Statement = z.discriminatedUnion('kind', [
  RecordingStarted,
  SegmentRecorded,
  RecordingEnded,
  GapRecorded,
  PolicyApplied,
  NoticeAcknowledged,
  Paused,
  Resumed,
  KeyDeposited,
  CheckpointSeen,
  JournalDamaged,
  WindowTrackRecorded,
]);
export type Statement = z.infer<typeof Statement>;
export type StatementKind = Statement['kind'];

/** What the recorder says; index, prev, times and device are added by the journal. */
export type StatementBody = Statement extends infer S
  ? S extends Statement
    ? Omit<S, keyof typeof common>
    : never
  : never;
