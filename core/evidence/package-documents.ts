import { z } from 'zod';
import { AuditEntry } from '../audit/audit-entry.ts';
import { DeviceId, KeyId, SegmentId } from '../ids.ts';
import { CheckpointTimestamp, HistoryStep, InclusionProof } from '../protocol/checkpoint.ts';
import {
  CompactJws,
  DataKeyBase64Url,
  KeyWindow,
  Sha256Base64Url,
  Sha256Hex,
  UtcMicros,
} from '../protocol/primitives.ts';
import type { PackageFile, PackageSegment } from './manifest.ts';

/** Names of the files that every package has. */
export const MANIFEST = 'manifest.json';
export const MANIFEST_SEAL = 'manifest.jws';
export const VERIFY_PAGE = 'verify.html';
export const README = 'README.txt';
/** The digests of all files, as `sha256sum -c` and `openssl dgst -sm3` know them. */
export const SHA256_SUMS = 'SHA256SUMS';
export const SM3_SUMS = 'SM3SUMS';
/** As `sha256sum` writes them. */
export function sumsOf(files: readonly Pick<PackageFile, 'path' | 'sha256'>[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}

/** Files that every package may have without its manifest speaking of them. */
export const HELP_FILES: readonly string[] = [README, VERIFY_PAGE, SHA256_SUMS, SM3_SUMS];

/** A line of a journal or context file (JSON Lines): a statement as received, and its receipt. */
export const JournalLine = z.object({ statement: CompactJws, receipt: CompactJws });
export type JournalLine = z.infer<typeof JournalLine>;

/** `keys.json`: the keys of the segments that are in the package, and no other. */
export const PackageKeys = z.object({
  /** Keys of footage from before segments had keys of their own: each opens its whole window. */
  keys: z.array(
    z.object({ keyId: KeyId, device: DeviceId, window: KeyWindow, key: DataKeyBase64Url }),
  ),
  /** Each opens its segment, and nothing else. */
  segments: z.array(z.object({ segment: SegmentId, key: DataKeyBase64Url })).default([]),
});
export type PackageKeys = z.infer<typeof PackageKeys>;

/**
 * `checkpoints.json`: the checkpoints that cover the statements of the package and the steps of its
 * custody, and those that its devices have seen, oldest first.
 */
export const PackageCheckpoints = z.object({
  checkpoints: z.array(CompactJws),
  /** Between neighbours of that list. */
  history: z.array(HistoryStep).default([]),
  proofs: z.array(InclusionProof.extend({ device: DeviceId, index: z.number().int().min(0) })),
  timestamps: z.array(CheckpointTimestamp),
});
export type PackageCheckpoints = z.infer<typeof PackageCheckpoints>;

/** A step by which the package came about, as the audit log has it. */
const CustodyEvent = z.object({
  at: UtcMicros,
  action: z.enum([
    'clip-selected',
    'package-requested',
    'package-approved',
    'package-reissued',
    'package-made',
  ]),
  /** Null: the system itself. */
  user: z.string().nullable(),
  /** Purpose, reason of an approval, worker's name. */
  note: z.string(),
  /** Null for the making, which the log tells of only afterwards; and in packages before version 4. */
  entry: AuditEntry.nullable().default(null),
  /** That a checkpoint holds the entry: an audit path in the tree of its hour. Null: none does yet. */
  proof: z
    .object({ checkpoint: z.number().int().min(0), path: z.array(Sha256Base64Url).max(64) })
    .nullable()
    .default(null),
});
export type CustodyEvent = z.infer<typeof CustodyEvent>;

/** `custody.json`: who did what until the package was made, oldest first. */
export const PackageCustody = z.object({ events: z.array(CustodyEvent) });
export type PackageCustody = z.infer<typeof PackageCustody>;

/** `notice.json`: what the person acknowledged before; the statement itself is in the journal. */
export const PackageNotice = z.object({
  acknowledgements: z.array(
    z.object({
      device: DeviceId,
      index: z.number().int().min(0),
      noticeVersion: z.number().int().min(1),
      acknowledgedAt: UtcMicros,
      locale: z.enum(['en', 'zh-CN']),
      textSha256: Sha256Hex,
      /** As it was shown; null when that version is not kept. */
      text: z.string().nullable(),
    }),
  ),
});
export type PackageNotice = z.infer<typeof PackageNotice>;

/** `policy.json`: the versions in force during the clip. */
export const PackagePolicies = z.object({
  policies: z.array(
    z.object({
      device: DeviceId,
      version: z.number().int().min(0),
      /** As the device got it: its digest is what the device has signed. */
      body: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});
export type PackagePolicies = z.infer<typeof PackagePolicies>;

/** The key of a segment as base64url: its own, or for older footage that of its window. */
export type KeyOfSegment = (
  segment: Pick<PackageSegment, 'segment' | 'keyId' | 'keyDerivation'>,
) => string | undefined;

/** Looks keys up in `keys.json`, by the way in which the segment's statement says that it is encrypted. */
export function keyOfSegment({ keys, segments }: PackageKeys): KeyOfSegment {
  const ofWindows = new Map(keys.map(({ keyId, key }) => [keyId, key]));
  const ofSegments = new Map(segments.map(({ segment, key }) => [segment, key]));
  return ({ segment, keyId, keyDerivation }) =>
    keyDerivation === undefined ? ofWindows.get(keyId) : ofSegments.get(segment);
}
