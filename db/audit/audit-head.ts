import { desc } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { AUDIT_GENESIS } from './hash-audit-entry.ts';

export interface AuditHead {
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
