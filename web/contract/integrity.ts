import { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { DatabaseRole } from './database-role.ts';
import { defineRoutes } from './define-routes.ts';
import { Reason } from './reason.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

/** How much of the archived footage can be played, by the objects that were drawn in a month. */
export const RecoverabilityMonth = z.object({
  /** "2026-11", UTC */
  month: z.string(),
  checked: z.number().int(),
  playable: z.number().int(),
  /** At 95 %: the true share of the whole archive lies in it, 19 times out of 20. */
  interval: z.object({ low: z.number(), high: z.number() }),
});
export type RecoverabilityMonth = z.infer<typeof RecoverabilityMonth>;

export const IntegrityRun = z.object({
  startedAt: UtcMicros,
  endedAt: UtcMicros.nullable(),
  /** Not ended, and not heard of for long. */
  isDead: z.boolean(),
  objects: z.number().int(),
  bytes: z.number().int(),
  skipped: z.number().int(),
  findings: z.number().int(),
  /** A code of core/errors: why it ended before its end. */
  problem: z.string().nullable(),
});
export type IntegrityRun = z.infer<typeof IntegrityRun>;

const FindingKind = z.enum([
  'missing',
  'wrong-size',
  'damaged',
  'keyless',
  'unplayable',
  'orphan',
  'undeleted',
  'entry-altered',
  'entry-missing',
  'checkpoint-altered',
  'checkpoint-differs',
]);

/** A computer keeps another history than this server tells. */
export const CheckpointContradiction = z.object({
  id: z.number().int(),
  kind: told(CheckpointProblem.shape.kind),
  device: DeviceId,
  hostname: z.string(),
  person: z.string(),
  checkpoint: z.number().int(),
  kept: z.string(),
  /** Null: this server has none of that number. */
  shown: z.string().nullable(),
  foundAt: UtcMicros,
  /** Somebody has said why: it raises no alarm. */
  isExplained: z.boolean(),
});
export type CheckpointContradiction = z.infer<typeof CheckpointContradiction>;

/** Why the fleet remembers other checkpoints of these numbers: mostly, a backup was restored. */
export const ExplainHistory = z
  .strictObject({
    firstCheckpoint: z.number().int().min(0),
    lastCheckpoint: z.number().int().min(0),
    reason: Reason,
  })
  .refine(({ firstCheckpoint, lastCheckpoint }) => firstCheckpoint <= lastCheckpoint, {
    message: 'The first checkpoint comes after the last.',
    path: ['lastCheckpoint'],
  });
export type ExplainHistory = z.infer<typeof ExplainHistory>;

export const HistoryExplanation = z.object({
  id: z.number().int(),
  /** Both inclusive. */
  firstCheckpoint: z.number().int(),
  lastCheckpoint: z.number().int(),
  reason: z.string(),
  explainedBy: z.string(),
  explainedAt: UtcMicros,
});
export type HistoryExplanation = z.infer<typeof HistoryExplanation>;

/** What the server has committed to, and who could prove it. */
export const CheckpointsOverview = z.object({
  /** Null: there is none yet. */
  newest: z
    .object({
      number: z.number().int(),
      hash: z.string(),
      /** End of the hour that it covers. */
      to: UtcMicros,
      statements: z.number().int(),
    })
    .nullable(),
  /** The newest that has a time-stamp. */
  timestamped: z.object({ number: z.number().int(), at: UtcMicros }).nullable(),
  /** Why the authority gave none when it was asked last; null when it did, or was never asked. */
  timestampProblem: z.string().nullable(),
  /** Computers in use, and those that said within a day of checkpoints that they keep them. */
  devices: z.number().int(),
  keptBy: z.number().int(),
  /** Thumbprint of the key that signs them: RFC 7638, SHA-256, base64url. */
  serverKey: z.string(),
  /** PEM: the certificate of the authority that says whose that key is. */
  serverAuthority: z.string().nullable(),
  databaseRole: told(DatabaseRole),
  /** The latest found first. */
  contradictions: z.array(CheckpointContradiction),
  /** The latest first. */
  explanations: z.array(HistoryExplanation),
});
export type CheckpointsOverview = z.infer<typeof CheckpointsOverview>;

/** How far recorders have repaired a database that was restored from a backup. */
export const RepairOverview = z.object({
  /** When the backup was made, and when it was restored. */
  takenAt: UtcMicros,
  restoredAt: UtcMicros,
  /** Computers in use: not heard of since; with more than has come; with nothing more to send. */
  unheard: z.number().int(),
  sending: z.number().int(),
  done: z.number().int(),
  /** Recordings from before it that came again since; and how many of them lay here without a row. */
  back: z.number().int(),
  adopted: z.number().int(),
  /** Recordings of which the statements alone are left, and those whose keys nobody has. */
  lost: z.number().int(),
  keyless: z.number().int(),
  /** Some of those that are not done, the longest unheard first. */
  waiting: z.array(
    z.object({
      device: DeviceId,
      hostname: z.string(),
      person: z.string(),
      lastSeenAt: UtcMicros.nullable(),
      isHeard: z.boolean(),
      backlogSegments: z.number().int(),
    }),
  ),
});
export type RepairOverview = z.infer<typeof RepairOverview>;

export const IntegrityOverview = z.object({
  /** The latest first; those without a check are left out. */
  months: z.array(RecoverabilityMonth),
  /** Null: there was none yet. */
  sample: IntegrityRun.nullable(),
  reconciliation: IntegrityRun.nullable(),
  checkpointCheck: IntegrityRun.nullable(),
  checkpoints: CheckpointsOverview,
  openFindings: z.number().int(),
  /** Null: the database was never restored, or long ago. */
  repair: RepairOverview.nullable(),
});
export type IntegrityOverview = z.infer<typeof IntegrityOverview>;

export const IntegrityFinding = z.object({
  id: z.number().int(),
  kind: told(FindingKind),
  objectKey: z.string(),
  /** Whose footage it is, as far as is known: never of orphans. */
  segment: z
    .object({ id: SegmentId, person: z.string(), hostname: z.string(), startsAt: UtcMicros })
    .nullable(),
  expectedBytes: z.number().int().nullable(),
  foundBytes: z.number().int().nullable(),
  foundAt: UtcMicros,
  resolvedAt: UtcMicros.nullable(),
});
export type IntegrityFinding = z.infer<typeof IntegrityFinding>;
/** `when` by when it was found; of those that are over, by when they were. */
export const FindingSort = sortOf(['kind', 'whose', 'where', 'when']);
export type FindingSort = z.infer<typeof FindingSort>;

export const FindingsPage = z.object({
  items: z.array(IntegrityFinding),
  next: z.string().nullable(),
});
export type FindingsPage = z.infer<typeof FindingsPage>;

export const ListFindings = z.object({
  state: z.enum(['open', 'resolved']).default('open'),
  ...sortedPage(FindingSort, '-when'),
});
export type ListFindings = z.infer<typeof ListFindings>;

export const INTEGRITY_ROUTES = defineRoutes({
  explainHistory: {
    method: 'POST',
    path: '/api/portal/integrity/explanations',
    body: ExplainHistory,
    answer: null,
  },
  listFindings: {
    method: 'GET',
    path: '/api/portal/integrity/findings',
    query: ListFindings,
    answer: FindingsPage,
  },
  readIntegrity: { method: 'GET', path: '/api/portal/integrity', answer: IntegrityOverview },
});
