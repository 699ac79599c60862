import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Tx } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { auditHead } from './audit-head.ts';
import { type AuditEntry, hashAuditEntry } from './hash-audit-entry.ts';

export interface AuditFacts {
  readonly at: UtcMicros;
  /** Null for the system itself and for devices. */
  readonly userId: UserId | null;
  /** What was done, as `noun.verb`: "device.revoked". */
  readonly action: string;
  /** To what, as `noun:id`: "device:0192…". */
  readonly subject: string;
  /** Plain JSON, never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Appends to the audit chain, as part of the transaction that does what it tells. Call it last:
 * from here to the commit every other audited transaction waits, for a chain has one end.
 */
export async function appendAuditEntry(tx: Tx, facts: AuditFacts): Promise<AuditEntry> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.auditChain})`);
  const last = await auditHead(tx);
  const linked = {
    ...facts,
    details: asStored(facts.details),
    seq: last.seq + 1,
    prev: last.hash,
  };
  const entry = { ...linked, hash: hashAuditEntry(linked) };
  await tx.insert(auditEntries).values(entry);
  return entry;
}

/** As it will come back: without undefined members, dates as text. Else the hash would not match. */
function asStored(details: AuditFacts['details']): Record<string, unknown> {
  return JSON.parse(JSON.stringify(details));
}
