import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import type { AuditFilters } from '../../contract/audit.ts';

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
