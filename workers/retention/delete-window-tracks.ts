import type { KeyId } from '@workcompanion/core/ids';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { inArray } from 'drizzle-orm';
import type { RetentionWork } from './retention-work.ts';

const BATCH = 500;

/** Deletes the window tracks that destroyed keys have sealed, each file before its row. May run twice. */
export async function deleteWindowTracks(
  { db, windowTracks: store }: Pick<RetentionWork, 'db' | 'windowTracks'>,
  keys: readonly KeyId[],
): Promise<void> {
  const ofKeys = inArray(windowTracks.keyId, [...keys]);
  for (;;) {
    const batch = await db.select().from(windowTracks).where(ofKeys).limit(BATCH);
    if (batch.length === 0) return;
    for (const { sha256, ...row } of batch) {
      await store.delete(windowTrackKey({ ...row, sha256: sha256.toString('hex') }));
    }
    const ids = batch.map(({ id }) => id);
    await db.delete(windowTracks).where(inArray(windowTracks.id, ids));
  }
}
