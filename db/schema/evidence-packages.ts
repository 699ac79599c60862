import type { PurposeReason } from '@workcompanion/core/access';
import type { ErrorCode } from '@workcompanion/core/errors';
import type { FindingCode } from '@workcompanion/core/evidence/finding-codes';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { Outcome } from '@workcompanion/core/evidence/verdict';
import type {
  ClipId,
  EvidencePackageId,
  PurposeId,
  ShareId,
  UserId,
} from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, hexBytes } from './bytes.ts';
import { clips } from './clips.ts';
import { purposes } from './purposes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What the checks of a recipient say of a package, as its maker ran them. */
export interface PackageVerdict {
  readonly outcome: Exclude<Outcome, 'broken'>;
  /** What leaves it unproven, each once. */
  readonly unproven: readonly FindingCode[];
}

export type EvidencePackageState =
  | 'awaiting-approval'
  | 'refused'
  | 'queued'
  | 'running'
  | 'made'
  | 'failed'
  | 'cancelled'
  /** Its package was deleted when its time was over. */
  | 'expired';

/** What the worker is at; each can be done again after a crash. */
export type EvidencePackageStep = 'gathering' | 'segments' | 'videos' | 'packing' | 'verifying';

/** Evidence packages asked for: the row is the worker's queue, as a segment's is the archive's. */
export const evidencePackages = pgTable(
  'evidence_packages',
  {
    id: uuid().primaryKey().$type<EvidencePackageId>(),
    clipId: uuid('clip_id')
      .notNull()
      .references(() => clips.id)
      .$type<ClipId>(),
    state: text().notNull().$type<EvidencePackageState>(),
    reason: text().notNull().$type<PurposeReason>(),
    note: text().notNull(),
    /** For what its maker watched the person then: decides when the person is shown the package. */
    purposeId: uuid('purpose_id')
      .references(() => purposes.id)
      .$type<PurposeId>(),
    redaction: jsonb().notNull().$type<Redaction>(),
    /** Besides the native ones, it has videos with a clock below the picture, which are encoded anew. */
    hasClockVideos: boolean('has_clock_videos').notNull().default(false),
    /** The zip's password, wrapped with the id as context; null without one, and once it is not needed. */
    wrappedPassword: bytes('wrapped_password'),
    /** The zip opens with a password only. */
    isProtected: boolean('is_protected').notNull().default(false),
    requestedAt: utcMicros('requested_at').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    /** The second person's decision, where one is needed. */
    decidedAt: utcMicros('decided_at'),
    decidedBy: uuid('decided_by')
      .references(() => users.id)
      .$type<UserId>(),
    decisionNote: text('decision_note'),
    step: text().$type<EvidencePackageStep>(),
    /** Progress of all steps together, 0 to 1000. */
    progress: integer().notNull().default(0),
    cancelledAt: utcMicros('cancelled_at'),
    attempts: integer().notNull().default(0),
    notBefore: utcMicros('not_before'),
    /** Counts the claims, as a segment's lease does. */
    lease: integer().notNull().default(0),
    leaseUntil: utcMicros('lease_until'),
    lastError: text('last_error').$type<ErrorCode>(),
    startedAt: utcMicros('started_at'),
    finishedAt: utcMicros('finished_at'),
    /** What is made for it until then is ciphertext under this key; wrapped, null once it is settled. */
    wrappedWorkKey: bytes('wrapped_work_key'),
    /** The package at rest is ciphertext under this key; wrapped, the id as context. */
    wrappedKey: bytes('wrapped_key'),
    /** Size and digest of the zip, as it is downloaded. */
    bytes: bigint({ mode: 'number' }),
    sha256: hexBytes(),
    /** Segments of the stretch but for withheld ones; null before it is made, and for old ones. */
    segments: integer(),
    /** How many of them are without footage: their keys are destroyed, or nothing could be read. */
    absentSegments: integer('absent_segments'),
    /** Null before it is made, and for old ones. */
    verdict: jsonb().$type<PackageVerdict>(),
    /**
     * When the last statement of its stretch was received, which no checkpoint held yet: the package is
     * made anew as soon as one does. Null: one does, or it was made anew.
     */
    uncommittedAt: utcMicros('uncommitted_at'),
    /** The package that this one was made anew of. */
    reissueOf: uuid('reissue_of').$type<EvidencePackageId>(),
    /** The package is deleted then. */
    expiresAt: utcMicros('expires_at'),
  },
  (table) => [
    index('evidence_packages_clip').on(table.clipId, table.id),
    index('evidence_packages_waiting').on(table.id).where(sql`state in ('queued', 'running')`),
    index('evidence_packages_uncommitted')
      .on(table.uncommittedAt)
      .where(sql`uncommitted_at is not null`),
    index('evidence_packages_expiring').on(table.expiresAt).where(sql`state = 'made'`),
  ],
);

export type EvidencePackageAction =
  | 'requested'
  | 'approved'
  | 'refused'
  | 'started'
  | 'made'
  | 'failed'
  | 'reissued'
  | 'cancelled'
  | 'downloaded'
  | 'shared'
  | 'share-opened'
  | 'share-watched'
  | 'share-refused'
  | 'share-revoked'
  | 'expired';

/** The custody log: insert-only (a trigger refuses update and delete). */
export const evidencePackageEvents = pgTable(
  'evidence_package_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    evidencePackageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id)
      .$type<EvidencePackageId>(),
    at: utcMicros('at').notNull(),
    action: text().notNull().$type<EvidencePackageAction>(),
    /** Null: the system, or somebody with a share link. */
    userId: uuid('user_id')
      .references(() => users.id)
      .$type<UserId>(),
    shareId: uuid('share_id').$type<ShareId>(),
    details: jsonb().notNull().default({}).$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [index('evidence_package_events_package').on(table.evidencePackageId, table.id)],
);

/** A file that holds a part of a video, as ciphertext. */
export interface PartFile {
  /** In the package's work folder. */
  readonly name: string;
  readonly bytes: number;
  /** Digest of the plain content; `bytes` is its size. */
  readonly sha256: string;
}

/**
 * Finished parts of the videos of a package that is being made: whoever claims it next goes on from
 * here. They are deleted with its work folder.
 */
export const evidencePackageParts = pgTable(
  'evidence_package_parts',
  {
    evidencePackageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id, { onDelete: 'cascade' })
      .$type<EvidencePackageId>(),
    part: integer().notNull(),
    /** SHA-256 of everything that decides what its pictures show. */
    recipe: hexBytes().notNull(),
    /** One a video, in their order. */
    files: jsonb().notNull().$type<readonly PartFile[]>(),
    madeAt: utcMicros('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.evidencePackageId, table.part] })],
);
