import { setTimeout as delay } from 'node:timers/promises';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { eq, like, type SQL, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Db } from '../client.ts';
import { databaseErrorCode } from '../describe-error.ts';
import { journalPacks } from '../schema/journal-entries.ts';
import { withTransaction } from '../transaction.ts';
import { encodePack } from './pack-format.ts';
import { type PackPlace, readEntryPack } from './read-journal-texts.ts';

/** Entries of a pack, which are one device's and are read at once: some 150 KB. */
const MOST_IN_PACK = 500;
/** Entries of an object: some 1.2 MB, made from 7 MB in memory. */
const MOST_IN_OBJECT = 4_000;
/** lock_not_available */
const IS_LOCKED = '55P03';
const LOCK_ATTEMPTS = 30;
const LOCK_PAUSE_MS = 200;

export interface Packing {
  readonly db: Db;
  /** Where the objects lie. */
  readonly journal: BlobStore;
  /** Aborted: no further object is begun. */
  readonly stopping: AbortSignal;
}

/** Those that are over, under checkpoints, and not packed yet, as "2026-03"; oldest first. */
export async function monthsToPack(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ month: string }>(
    sql`select to_char(month at time zone 'UTC', 'YYYY-MM') as month
        from journal_months_to_pack() as month`,
  );
  return rows.map(({ month }) => month);
}

/**
 * Moves the texts of a month's entries into objects, and then puts the lean month in the place of the
 * full one. An object is stored and read back before its entries are noted, so whoever is killed may
 * begin again: what is noted is done, and an object of the same entries is the same. Returns how many
 * entries it packed; null when it was stopped before the end.
 */
export async function packMonth(packing: Packing, month: string): Promise<number | null> {
  const { db, stopping } = packing;
  const start = sql`${`${month}-01T00:00:00Z`}::timestamptz`;
  await db.execute(sql`select begin_packing(${start})`);
  let packed = 0;
  let last: EntryRow | undefined;
  for (;;) {
    if (stopping.aborted) return null;
    const { rows }: { rows: EntryRow[] } = await db.execute<EntryRow>(
      sql`select device_id as device, index::int8 as index, hash, statement, receipt from entries_to_pack(
        ${start}, ${last?.device ?? NO_DEVICE}::uuid, ${last?.index ?? -1}::int8, ${MOST_IN_OBJECT})`,
    );
    last = rows.at(-1);
    if (last === undefined) break;
    await packEntries(packing, month, rows);
    packed += rows.length;
  }
  await removeUnnoted(packing, month);
  await unlimited(db, sql`select copy_unpacked_entries(${start})`);
  await whenUnlocked(() => unlimited(db, sql`select finish_packing(${start})`));
  return packed;
}

/** Both look at a whole month: with a limit on statements, a large one would never be done. */
async function unlimited(db: Db, statement: SQL): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(statement);
  });
}

/** Drops the full months that packed ones replaced a week ago; returns their names. */
export async function dropFullMonths(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`select drop_full_months() as name`);
  return rows.map(({ name }) => name);
}

const NO_DEVICE = '00000000-0000-0000-0000-000000000000';

interface EntryRow extends Record<string, unknown> {
  readonly device: DeviceId;
  readonly index: string;
  readonly hash: Buffer;
  readonly statement: string;
  readonly receipt: string;
}

async function packEntries(
  { db, journal }: Packing,
  month: string,
  rows: readonly EntryRow[],
): Promise<void> {
  const groups = groupsOf(rows);
  const packs = await Promise.all(groups.map(encodePack));
  const bytes = Buffer.concat(packs);
  const digest = new SegmentDigest();
  digest.update(bytes);
  const { sha256, crc64, md5 } = digest.finish();
  const object = `${month.replace('-', '/')}/${sha256}.pack`;
  await journal.put(object, onePiece(bytes), { size: bytes.length, crc64, md5 });
  let firstByte = 0;
  const placed = groups.map((group, at) => {
    const place = { object, firstByte, endByte: firstByte + (packs[at]?.length ?? 0) };
    firstByte = place.endByte;
    return { group, place };
  });
  await withTransaction(db, async (tx) => {
    // Whoever removes objects that are not noted waits, or was before: then it is missed right here.
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.journalPacking})`);
    for (const { group, place } of placed) await assertHolds(journal, place, group);
    for (const { group, place } of placed) {
      await tx.execute(sql`select pack_journal_entries(
        ${`${month}-01T00:00:00Z`}::timestamptz, ${group[0]?.device}::uuid,
        ${group[0]?.index}::int8, ${group.at(-1)?.index}::int8,
        ${sql.param(group.map(({ hash }) => hash))}::bytea[],
        ${object}, ${place.firstByte}::int, ${place.endByte}::int)`);
    }
  });
}

/**
 * Removes the month's objects that no pack lies in: a packer has died before it noted them, and whoever
 * came after found other entries. One that is just being noted is left alone, or missed by its packer,
 * who begins again.
 */
async function removeUnnoted({ db, journal }: Packing, month: string): Promise<void> {
  const folder = `${month.replace('-', '/')}/`;
  const rows = await db
    .selectDistinct({ object: journalPacks.object })
    .from(journalPacks)
    .where(like(journalPacks.object, `${folder}%`));
  const noted = new Set(rows.map(({ object }) => object));
  for await (const { key } of journal.list(folder)) {
    if (noted.has(key)) continue;
    await withTransaction(db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.journalPacking})`);
      const packs = await tx.$count(journalPacks, eq(journalPacks.object, key));
      if (packs === 0) await journal.delete(key);
    });
  }
}

/** A pack holds entries of one device only, in their order. */
function groupsOf(rows: readonly EntryRow[]): EntryRow[][] {
  const groups: EntryRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.device === row.device && group.length < MOST_IN_PACK) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** What the store gives back is what was put there: nothing is let go on its word alone. */
async function assertHolds(
  journal: BlobStore,
  place: PackPlace,
  group: readonly EntryRow[],
): Promise<void> {
  const held = await readEntryPack(journal, place);
  const isWhole =
    held.length === group.length &&
    group.every(
      ({ statement, receipt }, at) =>
        held[at]?.statement === statement && held[at].receipt === receipt,
    );
  if (!isWhole) throw new AppError('digest-mismatch', `${place.object} is not as it was stored.`);
}

/** Others that hold the table are waited for outside of it, so that nobody queues behind. */
async function whenUnlocked(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (databaseErrorCode(error) !== IS_LOCKED || attempt === LOCK_ATTEMPTS) throw error;
      await delay(LOCK_PAUSE_MS);
    }
  }
}

async function* onePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
