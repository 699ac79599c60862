import type { ThumbnailPack } from '@workcompanion/core/footage/thumbnail-pack';
import type { Tx } from '@workcompanion/db/client';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { and, eq } from 'drizzle-orm';

export type PackRow = typeof thumbnailPacks.$inferSelect;

/** The row of a pack. */
export function isPack({ deviceId, hour, recordingId, keyId }: ThumbnailPack) {
  return and(
    eq(thumbnailPacks.deviceId, deviceId),
    eq(thumbnailPacks.hour, hour),
    eq(thumbnailPacks.recordingId, recordingId),
    eq(thumbnailPacks.keyId, keyId),
  );
}

/** As it is now; nobody else writes to it, nor to its file, until the transaction ends. */
export async function lockPack(tx: Tx, pack: ThumbnailPack): Promise<PackRow | null> {
  const [row] = await tx.select().from(thumbnailPacks).where(isPack(pack)).for('update');
  return row ?? null;
}
