import { UserId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { MicrosParam } from '../playback/micros-param.ts';

export const AuditFilters = z.object({
  user: UserId.optional(),
  action: z.string().max(60).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(200).optional(),
  from: MicrosParam.optional(),
  to: MicrosParam.optional(),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

export function matchesFilters({
  user,
  action,
  entityType,
  entityId,
  from,
  to,
}: AuditFilters): SQL | undefined {
  return and(
    user && eq(auditEntries.userId, user),
    action ? eq(auditEntries.action, action) : undefined,
    entityType ? eq(auditEntries.entityType, entityType) : undefined,
    entityId ? eq(auditEntries.entityId, entityId) : undefined,
    from === undefined ? undefined : gte(auditEntries.at, from),
    to === undefined ? undefined : lt(auditEntries.at, to),
  );
}
