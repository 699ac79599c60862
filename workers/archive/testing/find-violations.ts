import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { FolderStore } from '@workcompanion/core/storage/folder-store';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';

export interface ArchiveWorld {
  readonly db: Db;
  readonly hot: FolderStore;
  readonly server: TosServer;
}

/**
 * What must never be seen, whatever moment one looks: a segment that is right neither here nor in the
 * archive, or one that the catalogue calls archived and the archive has not right. In this order of
 * looking (row, file, object) work that goes on meanwhile can't feign one.
 */
export async function findViolations({ db, hot, server }: ArchiveWorld): Promise<string[]> {
  const violations: string[] = [];
  for (const row of await db.select().from(segments)) {
    const key = segmentObjectKey(row);
    const isHere = (await sumOf(hot, key)) === row.crc64;
    const there = server.objects.get(key);
    const isThere = there?.size === row.bytes && there.crc64 === row.crc64;
    if (!isHere && !isThere) violations.push(`${row.state} ${row.id} is right nowhere`);
    const isCalledArchived = row.state === 'archived' || row.state === 'cold';
    if (isCalledArchived && !isThere) violations.push(`${row.state} ${row.id} is not archived`);
  }
  return violations;
}

async function sumOf(store: FolderStore, key: string): Promise<string | null> {
  if ((await store.head(key)) === null) return null;
  try {
    const reader = await store.read(key);
    const sum = new Crc64();
    for await (const chunk of reader.chunks()) sum.update(chunk);
    return sum.digest();
  } catch {
    return null; // swept in this moment
  }
}
