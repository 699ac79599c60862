import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import { DeviceId, KeyId } from '../ids.ts';
import { ReleaseOffer, UpdateReport } from '../releases/update-report.ts';
import { CheckpointProblem } from './checkpoint.ts';
import { HostFacts, KeyStorage } from './host-facts.ts';
import { Policy } from './policy.ts';
import {
  CompactJws,
  DataKeyBase64Url,
  DisplayName,
  Ed25519Jwk,
  Int32,
  KeyWindow,
  UtcMicros,
  X25519Jwk,
} from './primitives.ts';
import { MAX_WINDOW_TRACK_BYTES } from './statement.ts';

export const HelloResponse = z.object({
  serverTime: UtcMicros,
  /** Verifies receipts. */
  signingKey: Ed25519Jwk,
  /** Offline data keys are sealed to it. */
  sealingKey: X25519Jwk,
  minimumRecorderVersion: z.string(),
});
export type HelloResponse = z.infer<typeof HelloResponse>;

/**
 * Sent with a device JWT whose `iss` is the new device id, signed by the new key: proof that the
 * sender holds it.
 */
export const EnrolmentRequest = z.object({
  token: z.string().min(16).max(128),
  device: DeviceId,
  publicKey: Ed25519Jwk,
  host: HostFacts,
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

/**
 * `waiting`: it records and uploads, and nothing of it is shown under anybody's name, until an
 * administrator has agreed to whose device it is.
 */
export const Approval = z.enum(['approved', 'waiting']);
export type Approval = z.infer<typeof Approval>;

export const EnrolmentResponse = z.object({
  device: DeviceId,
  /** Whom the recordings are filed under; of a device that waits, what it told itself. */
  personName: z.string(),
  approval: Approval.default('approved'),
});
export type EnrolmentResponse = z.infer<typeof EnrolmentResponse>;

export const RecorderState = z.enum([
  'awaiting-notice',
  'recording',
  'paused',
  'outside-schedule',
  'disk-full',
  'capture-failed',
  'stopping',
]);
export type RecorderState = z.infer<typeof RecorderState>;

/**
 * `blank`: of one colour all over, while somebody works; `frozen`: nothing moves, not even the mouse,
 * while somebody works; `unreadable`: what was recorded can't be decoded.
 */
export const PictureProblem = z.enum(['blank', 'frozen', 'unreadable']);
export type PictureProblem = z.infer<typeof PictureProblem>;

/**
 * What a recorder says of itself, kept in a column of the same name and told in the portal as it was said: a
 * new fact has a column of `device_states` (of `devices` when it seldom changes), a line of the heartbeat and
 * a line where the portal shows it.
 */
export const DeviceFacts = z.object({
  state: RecorderState,
  recorderVersion: z.string().max(32),
  policyVersion: Int32,
  displays: z.array(DisplayName).max(16),
  /** Entries the server refused for good; an operator must look. */
  parked: z.array(z.object({ index: z.number().int().min(0), code: z.string().max(64) })).max(50),
  /** Time of the last frame that left the encoder whole, and that there is no doubt of. */
  lastFrameAt: UtcMicros.nullable(),
  /** Displays whose recordings show nothing. */
  pictureProblems: z
    .array(z.object({ display: DisplayName, problem: PictureProblem }))
    .max(16)
    .default([]),
  /** Server minus device, µs. */
  clockOffset: z.number().int().nullable(),
  freeDiskBytes: z.number().int().min(0).nullable(),
  /** What keeps the device's private key; null or absent: a recorder too old to say. */
  keyStorage: KeyStorage.nullable().default(null),
});
export const DEVICE_FACTS = DeviceFacts.keyof().options;

export const HeartbeatRequest = DeviceFacts.extend({
  backlog: z.object({
    segments: Int32,
    bytes: z.number().int().min(0),
    /** Start of the oldest segment still waiting. */
    oldest: UtcMicros.nullable(),
  }),
  /** One above the highest index of its journal. Absent: a recorder too old to say. */
  journalEnd: z.number().int().min(0).optional(),
  /** Absent: a recorder too old to say. */
  updates: UpdateReport.optional(),
  /** What speaks against this server's checkpoints; null or absent when nothing does. */
  checkpointProblem: CheckpointProblem.nullable().optional(),
});
export type HeartbeatRequest = z.infer<typeof HeartbeatRequest>;

export const HeartbeatResponse = z.object({
  serverTime: UtcMicros,
  policyVersion: z.number().int().min(1),
  approval: Approval.default('approved'),
  /** The data key window that holds `serverTime`. */
  keyWindow: KeyWindow,
  /** Somebody watches this device as it records: the person is shown that, and segments are short. */
  watchedNow: z.boolean().default(false),
  /** The version that the device should run instead of its own; absent when there is none. */
  release: ReleaseOffer.optional(),
  /** The newest one, which the recorder checks and keeps; absent before there is any. */
  checkpoint: CompactJws.optional(),
  /** All entries below `next` are held, and nothing from `end` on. Absent: a server too old to say. */
  journal: z.object({ next: z.number().int().min(0), end: z.number().int().min(0) }).optional(),
});
export type HeartbeatResponse = z.infer<typeof HeartbeatResponse>;

export const PolicyResponse = z.object({
  policy: Policy,
  /** Older portals don't tell. */
  portalVersion: z.string().max(64).optional(),
});

/** Issue the keys of the window that holds `at` and of the next one; or take a sealed one. */
export const KeysRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('issue'), at: UtcMicros }),
  z.object({ action: z.literal('deposit'), statement: CompactJws }),
]);
export type KeysRequest = z.infer<typeof KeysRequest>;

export const IssuedKey = z.object({ keyId: KeyId, window: KeyWindow, key: DataKeyBase64Url });
export type IssuedKey = z.infer<typeof IssuedKey>;
export const KeysIssued = z.object({ keys: z.array(IssuedKey).min(1).max(2) });
export type KeysIssued = z.infer<typeof KeysIssued>;

/** Answer to a statement received: by PUT of a segment or deposit of a key. */
export const ReceiptResponse = z.object({ receipt: CompactJws });
export type ReceiptResponse = z.infer<typeof ReceiptResponse>;

/** A window track: the statement, and the sealed file that it tells of. */
export const WindowTrackRequest = z.object({
  statement: CompactJws,
  sealed: z.base64().max(Math.ceil(MAX_WINDOW_TRACK_BYTES / 3) * 4),
});
export type WindowTrackRequest = z.infer<typeof WindowTrackRequest>;

export const MAX_JOURNAL_BATCH = 200;
export const JournalRequest = z.object({
  statements: z.array(CompactJws).min(1).max(MAX_JOURNAL_BATCH),
  /** Keys that the server does not know, and the device has no more: it can't deposit them. */
  keysLost: z.array(KeyId).max(MAX_JOURNAL_BATCH).optional(),
});
export type JournalRequest = z.infer<typeof JournalRequest>;

export const ErrorBody = z.object({
  code: z.string() as z.ZodType<ErrorCode>,
  message: z.string(),
  requestId: z.string(),
  retryable: z.boolean(),
});
export const ErrorResponse = z.object({ error: ErrorBody });
export type ErrorResponse = z.infer<typeof ErrorResponse>;

/** One result per statement, in the order sent: each succeeds or fails by itself. */
export const JournalResponse = z.object({
  results: z.array(z.union([ReceiptResponse, ErrorResponse])),
});
export type JournalResponse = z.infer<typeof JournalResponse>;
