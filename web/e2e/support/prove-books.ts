import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { connect } from '@workcompanion/db/client';
import { selectDevices } from '@workcompanion/db/queries/select-devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { asc, eq } from 'drizzle-orm';

export interface Books {
  readonly entries: number;
  readonly segments: number;
  /** Each a sentence; empty when the books are in order. */
  readonly faults: readonly string[];
}

/**
 * Compares, for the only device of a portal, the signed journal with the catalogue and with the
 * files: the chain verifies from its first entry, every segment stated is there once and as stated,
 * and there is none that nobody stated.
 */
export async function proveBooks(databaseUrl: string, hotDir: string): Promise<Books> {
  const { db, close } = connect(databaseUrl);
  try {
    const [device] = await selectDevices(db);
    if (!device) throw new Error('no device');
    const entries = await db
      .select({ statement: journalEntries.statement })
      .from(journalEntries)
      .where(eq(journalEntries.deviceId, device.id))
      .orderBy(asc(journalEntries.index));
    const rows = await db.select().from(segments).where(eq(segments.deviceId, device.id));

    const faults: string[] = [];
    // No test goes on for so long that anything would be packed.
    const jwsList = entries.flatMap(({ statement }) => statement ?? []);
    const verdict = await verifyChain(jwsList, device.publicKey);
    if (!verdict.ok) faults.push(`the chain breaks at ${verdict.index}: ${verdict.problem}`);
    if (device.journalNext !== entries.length || device.journalEnd !== entries.length) {
      faults.push(`the journal ends at ${device.journalEnd}, ${entries.length} entries are there`);
    }
    const byId = new Map(rows.map((row) => [row.id, row]));
    const stated = new Set<string>();
    for (const statement of jwsList.map(readStatement)) {
      if (statement.kind !== 'segment') continue;
      if (stated.has(statement.segment)) faults.push(`${statement.segment} is stated twice`);
      stated.add(statement.segment);
      const row = byId.get(statement.segment);
      if (row?.sha256 !== statement.sha256) faults.push(`${statement.segment} is not catalogued`);
    }
    for (const { id } of rows) if (!stated.has(id)) faults.push(`${id} was never stated`);
    faults.push(...(await fileFaults(hotDir, rows)));
    return { entries: entries.length, segments: rows.length, faults };
  } finally {
    await close();
  }
}

async function fileFaults(
  hotDir: string,
  rows: readonly (typeof segments.$inferSelect)[],
): Promise<string[]> {
  const faults: string[] = [];
  const expected = new Set<string>();
  for (const row of rows) {
    const key = segmentObjectKey(row);
    expected.add(key);
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(join(hotDir, key)), hash);
      if (hash.digest('hex') !== row.sha256) faults.push(`${key} has other bytes`);
    } catch (error) {
      faults.push(`${key} can't be read: ${String(error)}`);
    }
  }
  const present = await readdir(hotDir, { recursive: true });
  const orphans = present.filter((path) => path.endsWith('.ts') && !expected.has(path));
  return [...faults, ...orphans.map((path) => `${path} belongs to no row`)];
}
