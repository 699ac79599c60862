import { asc, gt } from 'drizzle-orm';
import { readAuditCopyCursor } from '../audit/audit-copy-cursor.ts';
import { auditHead } from '../audit/audit-head.ts';
import type { Db } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';

/** µs. Entries are copied within seconds. */
const LATE_AFTER = 5 * 60_000_000;

export interface AuditCopyPart {
  /** `behind`: an entry was not taken for minutes. */
  readonly state: 'ok' | 'behind';
  /** Entries that nobody else has yet. */
  readonly waiting: number;
}

export async function lookAtAuditCopy(db: Db, now: number): Promise<AuditCopyPart> {
  const cursor = await readAuditCopyCursor(db);
  const { seq } = await auditHead(db);
  const [oldest] = await db
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(gt(auditEntries.seq, cursor))
    .orderBy(asc(auditEntries.seq))
    .limit(1);
  const isBehind = oldest !== undefined && now - oldest.at > LATE_AFTER;
  return { state: isBehind ? 'behind' : 'ok', waiting: Math.max(0, seq - cursor) };
}
