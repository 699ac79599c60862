import { type AuditEntry, hashAuditEntry as hashOf } from '@workcompanion/core/audit/audit-entry';
import type { auditEntries } from '../schema/audit-entries.ts';

export type AuditEntryRow = typeof auditEntries.$inferSelect;

/** `prev` of the first entry. */
export const AUDIT_GENESIS = Buffer.alloc(32);

/** A row as everybody else knows an entry: without its own hash, and with the other as text. */
export function auditEntryOf(row: Omit<AuditEntryRow, 'hash'>): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    userId: row.userId,
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    before: row.before,
    after: row.after,
    details: row.details,
    prev: row.prev.toString('hex'),
  };
}

/** The link of the chain: `prev` is in it. */
export function hashAuditEntry(row: Omit<AuditEntryRow, 'hash'>): Buffer {
  return Buffer.from(hashOf(auditEntryOf(row)), 'hex');
}
