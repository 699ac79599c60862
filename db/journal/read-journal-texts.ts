import { statementHash } from '@workcompanion/core/crypto/statement';
import { AppError, isAppError } from '@workcompanion/core/errors';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { journalPacks } from '../schema/journal-entries.ts';
import { decodePack, type EntryTexts } from './pack-format.ts';

const LOST = ['blob-missing', 'range-not-satisfiable', 'digest-mismatch'] as const;

export interface JournalPlaces {
  readonly db: Db;
  /** Where the packs lie. */
  readonly journal: BlobStore;
}

/** An entry's texts, or where they are. */
export interface MaybePacked {
  readonly hash: Buffer;
  readonly statement: string | null;
  readonly receipt: string | null;
  readonly packId: number | null;
}

/**
 * The entries with their texts, from the table or from packs. Throws `digest-mismatch` when a pack is
 * not there, is damaged, or lacks an entry.
 */
export async function readJournalTexts<Row extends MaybePacked>(
  places: JournalPlaces,
  rows: readonly Row[],
): Promise<(Row & EntryTexts)[]> {
  const found = await findJournalTexts(places, rows);
  return rows.map((row, at) => {
    const texts = found[at];
    if (texts) return { ...row, ...texts };
    const hash = row.hash.toString('base64url');
    throw new AppError('digest-mismatch', `Pack ${row.packId} of the journal lacks an entry.`, {
      details: { hash },
    });
  });
}

/**
 * For each entry its texts, or null when its pack does not have them. Each pack is read once, and what
 * comes from one is what the entry's hash says.
 */
export async function findJournalTexts(
  { db, journal }: JournalPlaces,
  rows: readonly MaybePacked[],
): Promise<(EntryTexts | null)[]> {
  const ids = [...new Set(rows.flatMap(({ packId }) => packId ?? []))];
  const places =
    ids.length === 0
      ? []
      : await db.select().from(journalPacks).where(inArray(journalPacks.id, ids));
  const packed = new Map<string, EntryTexts>();
  for (const place of places) {
    for (const texts of await readableEntries(journal, place)) {
      packed.set(statementHash(texts.statement), texts);
    }
  }
  return rows.map(({ statement, receipt, hash }) => {
    if (statement !== null && receipt !== null) return { statement, receipt };
    return packed.get(hash.toString('base64url')) ?? null;
  });
}

/** None of a pack that is gone or damaged. A store that is not mounted is another matter, and throws. */
async function readableEntries(journal: BlobStore, place: PackPlace): Promise<EntryTexts[]> {
  try {
    return await readEntryPack(journal, place);
  } catch (error) {
    if (LOST.some((code) => isAppError(error, code))) return [];
    throw error;
  }
}

/** Where a pack lies. */
export interface PackPlace {
  readonly object: string;
  readonly firstByte: number;
  readonly endByte: number;
}

/** The texts of a pack's entries, in their order. Throws `blob-missing` or `digest-mismatch`. */
export async function readEntryPack(
  journal: BlobStore,
  { object, firstByte, endByte }: PackPlace,
): Promise<EntryTexts[]> {
  const reader = await journal.read(object, { start: firstByte, end: endByte });
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    return await decodePack(Buffer.concat(pieces));
  } finally {
    await reader.close();
  }
}
