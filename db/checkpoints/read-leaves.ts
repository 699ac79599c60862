import type { DeviceId } from '@workcompanion/core/ids';
import { and, asc, gt, lte, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';

/** Rows a fetch: half a megabyte, whatever the size of the hour. */
const BATCH = 5_000;

/** Half-open, UTC µs. */
export interface LeafStretch {
  readonly from: number;
  readonly to: number;
}

export interface Leaf {
  readonly device: DeviceId;
  readonly index: number;
  /** RFC 6962: SHA-256 over a zero byte, the statement, a line feed and its receipt. */
  readonly hash: Uint8Array;
}

interface LeafRow extends Record<string, unknown> {
  readonly device: DeviceId;
  readonly index: string;
  readonly hash: Buffer;
}

/**
 * All statements received in the stretch with their receipts, in the order of a checkpoint's tree. They are hashed where
 * they lie, or were when they were packed: 32 bytes of each come over, not a kilobyte. One at a time in a transaction.
 */
export async function readLeaves(
  tx: Tx,
  { from, to }: LeafStretch,
  onLeaf: (leaf: Leaf) => void,
): Promise<void> {
  await tx.execute(sql`
    declare leaves no scroll cursor for
    select device_id as device, index,
      case when statement is null then leaf
        else sha256('\\x00'::bytea || convert_to(statement || E'\\n' || receipt, 'UTF8')) end as hash
    from ${journalEntries}
    where received_at >= ${formatUtcMicros(from)} and received_at < ${formatUtcMicros(to)}
    order by received_at, device_id, index`);
  for (;;) {
    const { rows } = await tx.execute<LeafRow>(sql.raw(`fetch ${BATCH} from leaves`));
    for (const { device, index, hash } of rows) onLeaf({ device, index: Number(index), hash });
    if (rows.length < BATCH) break;
  }
  await tx.execute(sql`close leaves`);
}

/** Entries of the audit log by their numbers: behind `after`, up to `last`. */
export interface AuditStretch {
  readonly after: number;
  readonly last: number;
}

/** The hashes of these audit entries, in their order, page by page. */
export async function readAuditHashes(
  db: Db | Tx,
  { after, last }: AuditStretch,
  onHash: (hash: Buffer, seq: number) => void,
): Promise<void> {
  for (let from = after; from < last; ) {
    const rows = await db
      .select({ seq: auditEntries.seq, hash: auditEntries.hash })
      .from(auditEntries)
      .where(and(gt(auditEntries.seq, from), lte(auditEntries.seq, last)))
      .orderBy(asc(auditEntries.seq))
      .limit(BATCH);
    for (const { seq, hash } of rows) onHash(hash, seq);
    const end = rows.at(-1);
    if (end === undefined) return;
    from = end.seq;
  }
}

/** The hashes of all checkpoints, from number 0 on: 32 bytes of each, and there are 8,766 a year. */
export async function readCheckpointHashes(db: Db | Tx): Promise<readonly Buffer[]> {
  const rows = await db
    .select({ hash: checkpoints.hash })
    .from(checkpoints)
    .orderBy(asc(checkpoints.number));
  return rows.map(({ hash }) => hash);
}
