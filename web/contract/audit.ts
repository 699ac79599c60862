import { UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

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
    problem: told(z.enum(['missing', 'unlinked', 'altered', 'departs', 'checkpoint-altered'])),
    checkpoint: z.number().int().optional(),
    at: UtcMicros,
  }),
]);
export type AuditVerdict = z.infer<typeof AuditVerdict>;

export const AuditActors = z.object({
  items: z.array(z.object({ id: UserId, name: z.string(), email: z.string() })),
});
export type AuditActors = z.infer<typeof AuditActors>;

export const AuditFilters = z.object({
  user: UserId.optional(),
  action: z.string().max(60).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(200).optional(),
  from: MicrosParam.optional(),
  to: MicrosParam.optional(),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

export const ListAudit = AuditFilters.extend({
  ...sortedPage(AuditSort, '-time'),
});
export type ListAudit = z.infer<typeof ListAudit>;

export const ListActors = z.object({ q: z.string().trim().max(100).default('') });
export type ListActors = z.infer<typeof ListActors>;

export const ExportAudit = AuditFilters.extend({ format: z.enum(['csv', 'jsonl']) });
export type ExportAudit = z.infer<typeof ExportAudit>;

export const AUDIT_ROUTES = defineRoutes({
  listActors: {
    method: 'GET',
    path: '/api/portal/audit/actors',
    query: ListActors,
    answer: AuditActors,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/portal/audit/export',
    query: ExportAudit,
    answer: 'text/csv',
  },
  listAudit: { method: 'GET', path: '/api/portal/audit', query: ListAudit, answer: AuditPage },
  verifyAudit: { method: 'POST', path: '/api/portal/audit/verification', answer: AuditVerdict },
});
