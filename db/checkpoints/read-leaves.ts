import type { DeviceId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
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
  /** RFC 6962: SHA-256 over a zero byte and the statement. */
  readonly hash: Uint8Array;
}

interface LeafRow extends Record<string, unknown> {
  readonly device: DeviceId;
  readonly index: string;
  readonly hash: Buffer;
}

/**
 * All statements received in the stretch, in the order of a checkpoint's tree. They are hashed where
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
        else sha256('\\x00'::bytea || convert_to(statement, 'UTF8')) end as hash
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
