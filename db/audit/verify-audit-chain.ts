import { asc, gt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { AUDIT_GENESIS, type AuditEntry, hashAuditEntry } from './hash-audit-entry.ts';

export type AuditVerdict =
  /** `head` noted elsewhere proves later that nothing was cut off at the end. */
  | { readonly ok: true; readonly count: number; readonly head: Buffer }
  | { readonly ok: false; readonly seq: number; readonly problem: AuditProblem };

/** A number left out, an entry that does not follow its predecessor, or one that was changed. */
export type AuditProblem = 'missing' | 'unlinked' | 'altered';

const PAGE = 1_000;

/** Reads the whole chain page by page and says where it breaks first. */
export async function verifyAuditChain(db: Db | Tx): Promise<AuditVerdict> {
  let seq = 0;
  let head: Buffer = AUDIT_GENESIS;
  for await (const entry of allEntries(db)) {
    const problem = problemOf(entry, seq + 1, head);
    if (problem) return { ok: false, seq: seq + 1, problem };
    seq = entry.seq;
    head = entry.hash;
  }
  return { ok: true, count: seq, head };
}

function problemOf(entry: AuditEntry, expectedSeq: number, prev: Buffer): AuditProblem | null {
  if (entry.seq !== expectedSeq) return 'missing';
  if (!entry.prev.equals(prev)) return 'unlinked';
  if (!hashAuditEntry(entry).equals(entry.hash)) return 'altered';
  return null;
}

async function* allEntries(db: Db | Tx): AsyncGenerator<AuditEntry> {
  let after = 0;
  for (;;) {
    const page = await db
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.seq, after))
      .orderBy(asc(auditEntries.seq))
      .limit(PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.seq;
  }
}
