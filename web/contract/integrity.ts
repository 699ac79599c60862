import { SegmentId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** How much of the archived footage can be played, by the objects that were drawn in a month. */
export const RecoverabilityMonth = z.object({
  /** "2026-11", UTC */
  month: z.string(),
  checked: z.number().int(),
  playable: z.number().int(),
  /** Of 95 %: the true share of the whole archive lies in it, 19 times out of 20. */
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

export const FindingKind = z.enum([
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
export type FindingKind = z.infer<typeof FindingKind>;

export const IntegrityOverview = z.object({
  /** The latest first; those without a check are left out. */
  months: z.array(RecoverabilityMonth),
  /** Null: there was none yet. */
  sample: IntegrityRun.nullable(),
  reconciliation: IntegrityRun.nullable(),
  openFindings: z.number().int(),
});
export type IntegrityOverview = z.infer<typeof IntegrityOverview>;

export const IntegrityFinding = z.object({
  id: z.number().int(),
  kind: FindingKind,
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
export const FindingsPage = z.object({
  items: z.array(IntegrityFinding),
  next: z.string().nullable(),
});
export type FindingsPage = z.infer<typeof FindingsPage>;
