import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import type { DeviceId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { encodePack } from '../journal/pack-format.ts';
import { journalEntries, journalPacks } from '../schema/journal-entries.ts';

/** All texts of a device's journal in one pack, whatever its months; by the database's owner. */
export async function packByHand(owner: Db, journal: BlobStore, device: DeviceId): Promise<void> {
  const ofDevice = eq(journalEntries.deviceId, device);
  const rows = await owner
    .select()
    .from(journalEntries)
    .where(ofDevice)
    .orderBy(asc(journalEntries.index));
  const texts = rows.map(({ statement, receipt }) => ({
    statement: statement ?? '',
    receipt: receipt ?? '',
  }));
  const bytes = await encodePack(texts);
  const digest = new SegmentDigest();
  digest.update(bytes);
  const object = `by-hand/${device}.pack`;
  await journal.put(object, onePiece(bytes), { ...digest.finish(), size: bytes.length });
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    const at = { firstIndex: rows[0]?.index ?? 0, lastIndex: rows.at(-1)?.index ?? 0 };
    const place = { ...at, object, firstByte: 0, endByte: bytes.length, entries: rows.length };
    const [pack] = await tx
      .insert(journalPacks)
      .values({ deviceId: device, ...place, packedAt: 0 })
      .returning();
    await tx
      .update(journalEntries)
      .set({
        statement: null,
        receipt: null,
        packId: pack?.id ?? null,
        leaf: sql`sha256('\\x00'::bytea || convert_to(statement || E'\\n' || receipt, 'UTF8'))`,
      })
      .where(ofDevice);
  });
}

async function* onePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
