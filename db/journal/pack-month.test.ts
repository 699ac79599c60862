import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import type { DeviceId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { asc, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readLeaves } from '../checkpoints/read-leaves.ts';
import { ensurePartitions } from '../partitions.ts';
import { closeJournal } from '../queries/close-journal.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries, journalPacks } from '../schema/journal-entries.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { insertSegmentEntries } from '../testing/insert-segment-entries.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { dropFullMonths, monthsToPack, type Packing, packMonth } from './pack-month.ts';
import { readJournalTexts } from './read-journal-texts.ts';

const DAY = 86_400_000_000;
/** Its first moment, some months ago, in µs. */
const START = (() => {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 4, 1) * 1000;
})();
const MONTH = new Date(START / 1000).toISOString().slice(0, 7);
const NEXT_MONTH_ENDS = START + 62 * DAY;
const TABLE = `journal_entries_y${MONTH.slice(0, 4)}m${MONTH.slice(5)}`;

type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;

let database: TestDatabase;
let folder: string;
let keys: KeyPair;
let server: KeyPair;
let stopping: AbortController;
let packing: Packing;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-journal-'));
  keys = await generateSigningKeyPair();
  server = await generateSigningKeyPair();
  stopping = new AbortController();
  packing = { db: database.db, journal: new FolderStore(folder), stopping: stopping.signal };
  await ensurePartitions(database.db, START);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function record(count: number): Promise<DeviceId> {
  const device = await insertDevice(database.db, { publicKey: keys.publicKey });
  await insertSegmentEntries(database.db, { device, keys, server, from: START + DAY, count });
  return device;
}

/** As if each hour before had its checkpoint. */
async function coverTo(to: number): Promise<void> {
  await closeJournal(database.db, to);
  await database.db.insert(checkpoints).values({
    number: 1,
    jws: 'a.b.c',
    hash: Buffer.alloc(32, 1),
    from: START,
    to,
    statements: 1,
    root: Buffer.alloc(32, 2),
    madeAt: to,
  });
}

async function entriesOf(device: DeviceId) {
  const rows = await database.db
    .select()
    .from(journalEntries)
    .where(eq(journalEntries.deviceId, device))
    .orderBy(asc(journalEntries.index));
  return await readJournalTexts(packing, rows);
}

/** What the checkpoints' trees are made of. */
async function leavesOf(): Promise<string[]> {
  const leaves: string[] = [];
  await database.db.transaction((tx) =>
    readLeaves(tx, { from: START, to: NEXT_MONTH_ENDS }, ({ hash }) =>
      leaves.push(Buffer.from(hash).toString('hex')),
    ),
  );
  return leaves;
}

const withoutPack = <Row extends { packId: number | null; leaf: Buffer | null }>(
  rows: readonly Row[],
) => rows.map(({ packId: _, leaf: __, ...rest }) => rest);

async function ofOwner<T extends object>(text: string): Promise<T[]> {
  return (await database.owner.pool.query<T>(text)).rows;
}

describe('a month of journals', () => {
  it('is read the same once it is packed', async () => {
    const devices = [await record(1_203), await record(7)];
    await coverTo(NEXT_MONTH_ENDS);
    const before = await Promise.all(devices.map(entriesOf));
    const leaves = await leavesOf();
    expect(leaves).toHaveLength(1_210);
    expect(await monthsToPack(database.db)).toContain(MONTH);

    expect(await packMonth(packing, MONTH)).toBe(1_210);

    expect(await leavesOf()).toEqual(leaves);
    expect((await Promise.all(devices.map(entriesOf))).map(withoutPack)).toEqual(
      before.map(withoutPack),
    );
    const { rows } = await database.db.execute(
      sql`select tableoid::regclass::text as place, count(*)::int as n from journal_entries
          where statement is null and receipt is null and pack_id is not null group by 1`,
    );
    expect(rows).toEqual([{ place: TABLE, n: 1_210 }]);
    expect(await database.db.select().from(journalPacks)).toHaveLength(4);
    expect(await monthsToPack(database.db)).not.toContain(MONTH);
  });

  it('is left alone until a checkpoint covers all of it', async () => {
    await record(3);
    await coverTo(START + 20 * DAY);
    expect(await monthsToPack(database.db)).not.toContain(MONTH);
    await expect(packMonth(packing, MONTH)).rejects.toHaveProperty('cause.code', '22023');
  });

  it('takes what comes late, before and after', async () => {
    const device = await record(5);
    const late = await insertDevice(database.db, { publicKey: keys.publicKey });
    await coverTo(NEXT_MONTH_ENDS);
    // Recorded then, received now: no checkpoint covers it yet.
    await lateEntry(late, 0);
    await packMonth(packing, MONTH);
    await lateEntry(late, 1);
    expect(await entriesOf(late)).toMatchObject([
      { index: 0, packId: null },
      { index: 1, packId: null },
    ]);
    expect(await entriesOf(device)).toHaveLength(5);
  });

  it('keeps an entry whole that is not what its device signed', async () => {
    const device = await record(4);
    await forge(2);
    await coverTo(NEXT_MONTH_ENDS);
    expect(await packMonth(packing, MONTH)).toBe(3);
    const entries = await entriesOf(device);
    expect(entries.map(({ packId }) => packId === null)).toEqual([false, false, true, false]);
    expect(entries[2]?.statement).toMatch(/A$/);
  });

  it('can be written to by nobody while it is packed, nor afterwards', async () => {
    await record(3);
    await coverTo(NEXT_MONTH_ENDS);
    stopping.abort();
    expect(await packMonth(packing, MONTH)).toBeNull();
    for (const attack of [
      `select from packing.${TABLE}_packed`,
      `insert into packing.${TABLE}_packed select * from journal_entries`,
      'update packing.months set packed_at = null',
      'update journal_packs set first_byte = 0',
      'delete from journal_packs',
    ]) {
      await expect(database.pool.query(attack), attack).rejects.toHaveProperty('code', '42501');
    }
    await packMonth({ ...packing, stopping: new AbortController().signal }, MONTH);
    for (const attack of [`select from ${TABLE}`, 'delete from journal_entries']) {
      await expect(database.pool.query(attack), attack).rejects.toHaveProperty('code', '42501');
    }
    await expect(
      database.pool.query(
        `insert into journal_entries (device_id, index, recorded_at, received_at, kind, hash, prev, pack_id)
         select device_id, index + 9, recorded_at, now(), kind, hash, prev, 1 from journal_entries`,
      ),
    ).rejects.toHaveProperty('code', '23001');
    await expect(
      database.owner.pool.query('update journal_entries set pack_id = null'),
    ).rejects.toHaveProperty('code', '23001');
  });

  it('notes no pack of entries that are not in the journal', async () => {
    const device = await record(3);
    await coverTo(NEXT_MONTH_ENDS);
    await database.pool.query(`select begin_packing('${MONTH}-01T00:00:00Z')`);
    const note = (hashes: readonly Buffer[]) =>
      database.pool.query(
        `select pack_journal_entries($1, $2, 0, 9, $3::bytea[], 'an/object', 0, 1)`,
        [`${MONTH}-01T00:00:00Z`, device, hashes],
      );
    const [{ hash } = { hash: Buffer.alloc(0) }] = await database.db.select().from(journalEntries);
    await expect(note([Buffer.alloc(32, 7)])).rejects.toHaveProperty('code', '23001');
    await note([hash]);
    await expect(note([hash])).rejects.toHaveProperty('code', '23505');
  });

  it('waits for a transaction that has the table, and lets others go on meanwhile', async () => {
    await record(3);
    await coverTo(NEXT_MONTH_ENDS);
    const other = await database.owner.pool.connect();
    await other.query('begin; select count(*) from journal_entries');
    const packed = packMonth(packing, MONTH);
    await expect
      .poll(() => ofOwner('select from packing.months where settled_to is not null'), {
        timeout: 20_000,
      })
      .toHaveLength(1);
    await lateEntry(await insertDevice(database.db), 0);
    await other.query('commit');
    other.release();
    expect(await packed).toBe(3);
    expect(await database.db.$count(journalEntries)).toBe(4);
  });

  it('leaves the full one for a week, and then drops it', async () => {
    await record(3);
    await coverTo(NEXT_MONTH_ENDS);
    await packMonth(packing, MONTH);
    expect(await dropFullMonths(database.db)).toEqual([]);
    expect(await ofOwner(`select from packing.${TABLE} where statement is not null`)).toHaveLength(
      3,
    );
    await ofOwner("update packing.months set packed_at = now() - interval '8 days'");
    expect(await dropFullMonths(database.db)).toEqual([TABLE]);
    expect(await database.db.$count(journalEntries)).toBe(3);
  });

  it('tells of an object that was changed at the store', async () => {
    const device = await record(3);
    await coverTo(NEXT_MONTH_ENDS);
    await packMonth(packing, MONTH);
    const [object = ''] = await objects();
    await writeFile(join(folder, object), Buffer.alloc(2_000, 5));
    await expect(entriesOf(device)).rejects.toHaveProperty('code', 'digest-mismatch');
  });

  it('loses and doubles nothing by a packer that is killed', { timeout: 120_000 }, async () => {
    const device = await record(9_000);
    await coverTo(NEXT_MONTH_ENDS);
    const before = await entriesOf(device);
    const exits: (number | null)[] = [];
    while (exits.at(-1) !== 0) exits.push(await packInProcess(new Set(await objects())));
    // Killed over each object in turn: stored, and noted or not.
    expect(exits).toEqual([null, null, null, 0]);
    expect(withoutPack(await entriesOf(device))).toEqual(withoutPack(before));
    const { rows } = await database.db.execute<{ entries: string }>(
      sql`select sum(entries) as entries from journal_packs`,
    );
    expect(Number(rows[0]?.entries)).toBe(9_000);
    expect(await objects()).toHaveLength(3);
  });

  it('keeps no object of a packer that was killed before it noted it', async () => {
    await record(20);
    await coverTo(NEXT_MONTH_ENDS);
    const other = await database.owner.pool.connect();
    await other.query('begin; lock table journal_packs in exclusive mode');
    expect(await packInProcess(new Set())).toBeNull();
    await other.query('rollback');
    other.release();
    const [left] = await objects();
    expect(left).toBeDefined();
    // Whoever comes after finds other entries, and so makes another object.
    await forge(2);
    expect(await packMonth(packing, MONTH)).toBe(19);
    expect(await objects()).toHaveLength(1);
    expect(await objects()).not.toContain(left);
    expect(await database.db.select({ object: journalPacks.object }).from(journalPacks)).toEqual([
      { object: (await objects())[0] },
    ]);
  });
});

/** An entry that is not what its device signed any more. */
async function forge(index: number): Promise<void> {
  const { pool } = database.owner;
  await pool.query('alter table journal_entries disable trigger user');
  await pool.query("update journal_entries set statement = statement || 'A' where index = $1", [
    index,
  ]);
  await pool.query('alter table journal_entries enable trigger user');
}

/** One that was recorded in the month and is received now. */
async function lateEntry(device: DeviceId, index: number): Promise<void> {
  await database.db.insert(journalEntries).values({
    deviceId: device,
    index,
    recordedAt: START + 2 * DAY,
    receivedAt: Date.now() * 1000,
    kind: 'segment',
    hash: Buffer.alloc(32, index),
    prev: Buffer.alloc(32),
    statement: 'a.b.c',
    receipt: 'd.e.f',
  });
}

async function objects(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.pack'));
}

/** A real process, killed as soon as it stores an object that is not known; returns its exit code. */
async function packInProcess(known: ReadonlySet<string>): Promise<number | null> {
  const place = MONTH.replace('-', '/');
  await mkdir(join(folder, place), { recursive: true });
  const script = join(import.meta.dirname, '..', 'testing', 'pack-month-process.ts');
  const child = execFile(process.execPath, [script, database.url, folder, MONTH]);
  const watcher = watch(join(folder, place), (_, name) => {
    if (name !== null && !known.has(`${place}/${name}`)) child.kill('SIGKILL');
  });
  const [code] = await once(child, 'exit');
  watcher.close();
  return z.number().nullable().parse(code);
}
