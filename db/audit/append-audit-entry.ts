import type {
  AuditAction,
  AuditChange,
  EntityTypeOf,
} from '@workcompanion/core/audit/audit-actions';
import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { desc, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Db, Tx } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { AUDIT_GENESIS, type AuditEntryRow, hashAuditEntry } from './hash-audit-entry.ts';

/** Who acts, as the context of a portal's request says it. */
export interface AuditActor {
  readonly user: { readonly id: UserId } | null;
}

/** The system itself, a device, or somebody without an account. */
export const SYSTEM_ACTOR: AuditActor = { user: null };

interface EntryFacts<A extends AuditAction> {
  readonly at: UtcMicros;
  readonly action: A;
  readonly entityType: EntityTypeOf<A>;
  readonly entityId: string;
  /** Plain JSON, never a secret. */
  readonly details?: object;
}

interface ChangeFacts<A extends AuditChange> extends EntryFacts<A> {
  readonly before: object;
  readonly after: object;
}

export type AuditFacts<A extends AuditAction> = A extends AuditChange
  ? ChangeFacts<A>
  : EntryFacts<A> & { readonly before?: never; readonly after?: never };

/**
 * Appends to the audit chain, as part of the transaction that does what it tells. Call it last:
 * from here to the commit every other audited transaction waits, for a chain has one end.
 */
export async function appendAuditEntry<A extends AuditAction>(
  tx: Tx,
  actor: AuditActor,
  facts: AuditFacts<A>,
): Promise<AuditEntryRow> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.auditChain})`);
  const last = await auditHead(tx);
  const linked = {
    seq: last.seq + 1,
    at: facts.at,
    userId: actor.user?.id ?? null,
    action: facts.action,
    entityType: facts.entityType,
    entityId: facts.entityId,
    before: facts.before === undefined ? null : asStored(facts.before),
    after: facts.after === undefined ? null : asStored(facts.after),
    details: asStored(facts.details ?? {}),
    prev: last.hash,
  };
  const entry = { ...linked, hash: hashAuditEntry(linked) };
  await tx.insert(auditEntries).values(entry);
  return entry;
}

/** As it will come back: without undefined members, dates as text. Else the hash would not match. */
function asStored(facts: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(facts));
}

interface AuditHead {
  readonly seq: number;
  readonly hash: Buffer;
}

/** The last entry of the chain. */
export async function auditHead(db: Db | Tx): Promise<AuditHead> {
  const [last] = await db
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  return last ?? { seq: 0, hash: AUDIT_GENESIS };
}
