import { AppError } from '@workcompanion/core/errors';
import type { Tx } from '@workcompanion/db/client';
import { gaps } from '@workcompanion/db/schema/gaps';
import { eq, type SQL } from 'drizzle-orm';

/** Writes a gap or, when its id is known, only what `set` names. Throws `foreign-device`. */
export async function upsertGap(
  tx: Tx,
  row: typeof gaps.$inferInsert,
  set: Partial<Record<'cause' | 'startsAt' | 'endsAt' | 'note', SQL>>,
): Promise<void> {
  const written = await tx
    .insert(gaps)
    .values(row)
    .onConflictDoUpdate({ target: gaps.id, set, setWhere: eq(gaps.deviceId, row.deviceId) })
    .returning({ id: gaps.id });
  if (written.length === 0) {
    throw new AppError('foreign-device', `Gap ${row.id} was stated by another device.`);
  }
}
