import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { journalClosing } from '../schema/journal-closing.ts';

/** Nothing is received at a time before it any more; 0 before the first checkpoint. */
export async function readClosedTo(db: Db | Tx): Promise<UtcMicros> {
  const [closing] = await db.select().from(journalClosing);
  return closing?.closedTo ?? 0;
}
