import { createHash } from 'node:crypto';
import type { auditEntries } from '../schema/audit-entries.ts';

export type AuditEntryRow = typeof auditEntries.$inferSelect;

/** `prev` of the first entry. */
export const AUDIT_GENESIS = Buffer.alloc(32);

/** SHA-256 over the entry in one fixed order, with the previous hash in it: the link of the chain. */
export function hashAuditEntry(entry: Omit<AuditEntryRow, 'hash'>): Buffer {
  const parts = [
    entry.seq,
    entry.at,
    entry.userId,
    entry.action,
    entry.entityType,
    entry.entityId,
    entry.before,
    entry.after,
    entry.details,
    entry.prev.toString('hex'),
  ];
  return createHash('sha256').update(JSON.stringify(parts, withSortedKeys)).digest();
}

/** `jsonb` gives keys back in an order of its own. */
function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
