import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, count, eq, gte } from 'drizzle-orm';

interface JournalOfDevice {
  readonly id: DeviceId;
  readonly journalNext: number;
  readonly journalEnd: number;
}

/** How many journal entries below the highest one received have not come: a backlog, or tampering. */
export async function countMissingEntries(db: Db, device: JournalOfDevice): Promise<number> {
  const { id, journalNext, journalEnd } = device;
  if (journalEnd <= journalNext) return 0;
  const [beyond] = await db
    .select({ entries: count() })
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, id), gte(journalEntries.index, journalNext)));
  return journalEnd - journalNext - (beyond?.entries ?? 0);
}
