import { UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { sortOf } from './sort.ts';

const Facts = z.record(z.string(), z.unknown());

export const AuditEntry = z.object({
  seq: z.number().int(),
  at: UtcMicros,
  /** Null: the system itself, or a device. */
  user: z.object({ id: UserId, name: z.string() }).nullable(),
  /** `noun.verb` */
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  /** Null where it has no name, or none any more. */
  entityName: z.string().nullable(),
  /** What a change changed, else null. */
  before: Facts.nullable(),
  after: Facts.nullable(),
  details: Facts,
  /** The names that ids in the facts still have, by id. */
  detailNames: z.record(z.string(), z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A log is told in the order in which it was written, from either end. */
export const AuditSort = sortOf(['time']);
export type AuditSort = z.infer<typeof AuditSort>;

export const AuditPage = z.object({ items: z.array(AuditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** What the chain says of itself. `head` noted elsewhere proves later that nothing was cut off. */
export const AuditVerdict = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), count: z.number().int(), head: z.string(), at: UtcMicros }),
  z.object({
    ok: z.literal(false),
    seq: z.number().int(),
    /** `departs`: it is another log than the one that a checkpoint has stated the end of. */
    problem: z.enum(['missing', 'unlinked', 'altered', 'departs', 'checkpoint-altered']),
    checkpoint: z.number().int().optional(),
    at: UtcMicros,
  }),
]);
export type AuditVerdict = z.infer<typeof AuditVerdict>;

export const AuditActors = z.object({
  items: z.array(z.object({ id: UserId, name: z.string(), email: z.string() })),
});
export type AuditActors = z.infer<typeof AuditActors>;
