import { statementHash } from '@workcompanion/core/crypto/statement';
import { statementLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import type { EntryTexts } from '@workcompanion/db/journal/pack-format';
import { findJournalTexts, type JournalPlaces } from '@workcompanion/db/journal/read-journal-texts';
import { journalEntries, journalPacks } from '@workcompanion/db/schema/journal-entries';
import { and, asc, between, eq, gte, max } from 'drizzle-orm';

/**
 * The entries of some packs, drawn at random, whose texts are not where they should be, or are not what
 * the database has committed to. A checkpoint's tree is made of hashes that were taken at the packing:
 * that the texts still have them, this alone looks at.
 */
export async function findDamagedPacks(places: JournalPlaces, most: number): Promise<Damaged[]> {
  const damaged: Damaged[] = [];
  for (const pack of await drawPacks(places, most)) {
    const { deviceId, index, hash, leaf, statement, receipt, packId } = journalEntries;
    const rows = await places.db
      .select({ device: deviceId, index, hash, leaf, statement, receipt, packId })
      .from(journalEntries)
      .where(
        and(
          eq(deviceId, pack.deviceId),
          between(index, pack.firstIndex, pack.lastIndex),
          eq(packId, pack.id),
        ),
      )
      .orderBy(asc(index));
    const texts = await findJournalTexts(places, rows);
    for (const [at, row] of rows.entries()) {
      if (!isSame(row, texts[at] ?? null)) damaged.push({ device: row.device, index: row.index });
    }
  }
  return damaged;
}

export type Damaged = Pick<EntryRow, 'device' | 'index'>;

interface EntryRow {
  readonly device: typeof journalEntries.$inferSelect.deviceId;
  readonly index: number;
  readonly hash: Buffer;
  readonly leaf: Buffer | null;
}

function isSame({ hash, leaf }: EntryRow, texts: EntryTexts | null): boolean {
  return (
    texts !== null &&
    hash.toString('base64url') === statementHash(texts.statement) &&
    leaf?.equals(statementLeaf(texts)) === true
  );
}

/** By their numbers, of which none is left out for long. */
async function drawPacks({ db }: JournalPlaces, most: number) {
  const [row] = await db.select({ last: max(journalPacks.id) }).from(journalPacks);
  const last = row?.last ?? 0;
  const drawn = new Map<number, typeof journalPacks.$inferSelect>();
  for (let draw = 0; draw < Math.min(most, last); draw += 1) {
    const [pack] = await db
      .select()
      .from(journalPacks)
      .where(gte(journalPacks.id, 1 + Math.floor(Math.random() * last)))
      .orderBy(asc(journalPacks.id))
      .limit(1);
    if (pack !== undefined) drawn.set(pack.id, pack);
  }
  return [...drawn.values()];
}
