import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { DeviceId, newId, SegmentId } from '@workcompanion/core/ids';
import { holdOrphans } from '@workcompanion/db/queries/restoration';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { segments } from '@workcompanion/db/schema/segments';
import { settings } from '@workcompanion/db/schema/settings';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertEntries } from '@workcompanion/db/testing/insert-entries';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveFixture, openArchiveFixture } from '../archive/testing/archive-fixture.ts';
import { insertFootage, type StoredSegment } from '../testing/insert-footage.ts';
import { removeOrphans } from './remove-orphans.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let fixture: ArchiveFixture;
let device: DeviceId;
/** What the job must keep, whatever it does to the others. */
let catalogued: readonly StoredSegment[];

beforeAll(async () => {
  fixture = await openArchiveFixture();
});
afterAll(() => fixture.dispose());

beforeEach(async () => {
  await rm(join(fixture.folder, 'hot'), { recursive: true, force: true });
  device = await insertDevice(fixture.ctx.db);
  const { privateKey, publicKey } = await generateSigningKeyPair();
  const keys = { privateKey, publicKey };
  const receivedAt = [(Date.now() - HOUR) * 1000];
  await insertEntries(fixture.ctx.db, { device, keys, server: keys, receivedAt });
  catalogued = await footage(3, 5 * DAY);
});

/** Segments as ingest leaves them, their files as old as they are. */
async function footage(count: number, ageMs: number, of = device): Promise<StoredSegment[]> {
  const place = { ...fixture.ctx, stores: [fixture.hot] };
  const start = (Date.now() - ageMs) * 1000;
  const { segments: stored } = await insertFootage(place, { device: of, start, count });
  for (const { objectKey } of stored) await age(objectKey, ageMs);
  return [...stored];
}

/** The same without rows: a crash came between the files and the commit, or the rows are lost. */
async function orphans(count: number, ageMs: number, of = device): Promise<string[]> {
  const stored = await footage(count, ageMs, of);
  const { db } = fixture.database.owner;
  for (const { id } of stored) await db.delete(segments).where(eq(segments.id, id));
  return stored.map(({ objectKey }) => objectKey);
}

async function age(path: string, ageMs: number): Promise<void> {
  const at = new Date(Date.now() - ageMs);
  await utimes(join(fixture.folder, 'hot', path), at, at);
}

async function run(): Promise<unknown> {
  const options = { afterMs: DAY };
  return removeOrphans(options).run(fixture.ctx);
}

async function present(keys: readonly string[]): Promise<boolean[]> {
  return await Promise.all(keys.map(async (key) => (await fixture.hot.head(key)) !== null));
}

describe('a file that no row has', () => {
  it('goes when it is older than a day, and no other file with it', async () => {
    const old = await orphans(3, 2 * DAY);
    const young = await orphans(2, 3 * DAY);
    for (const key of young) await age(key, DAY - HOUR);
    const [loser] = catalogued;
    const other = loser?.objectKey.replace(/-[0-9a-f]{16}\.ts$/, '-0000000000000000.ts') ?? '';
    for (const name of [other, `${device}/notes.ts`, 'x.ts']) {
      await writeFile(join(fixture.folder, 'hot', name), 'x');
      await age(name, 9 * DAY);
    }
    expect(await run()).toEqual({ orphans: 4, held: 0, attempts: 0 });
    // The second bytes of one segment go, the row's own stay.
    expect(await present([...old, other])).toEqual([false, false, false, false]);
    expect(await present([...young, `${device}/notes.ts`, 'x.ts'])).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(await present(catalogued.map(({ objectKey }) => objectKey))).toEqual([true, true, true]);
    expect(await run()).toBeNull();
  });

  it('stays while its statement may still come', async () => {
    const { db } = fixture.ctx;
    const holed = await insertDevice(db, { journalNext: 3, journalEnd: 5 });
    const [ofHoled = ''] = await orphans(1, 2 * DAY, holed);
    // Recorded after the newest entry that is held: of a device that has told nothing, all is.
    const [ofSilent = ''] = await orphans(1, 2 * DAY, await insertDevice(db));
    const [known = ''] = await orphans(1, 2 * DAY);
    const ofUnknown = known.replace(device, newId(DeviceId));
    await fixture.hot.adopt(ofUnknown, join(fixture.folder, 'hot', known));
    expect(await run()).toEqual({ orphans: 0, held: 3, attempts: 0 });
    expect(await present([ofHoled, ofSilent, ofUnknown])).toEqual([true, true, true]);
  });

  it('stays for as long as somebody who restored the database has asked', async () => {
    const { db, now } = fixture.ctx;
    const old = await orphans(1, 2 * DAY);
    await holdOrphans(db, { until: now() + HOUR * 1000, now: now() });
    await holdOrphans(db, { until: now() - HOUR * 1000, now: now() });
    expect(await run()).toBeNull();
    expect(await present(old)).toEqual([true]);
    await db.delete(settings);
    await run();
    expect(await present(old)).toEqual([false]);
  });

  it('stays when an upload gives it its row in that very moment', async () => {
    const { db } = fixture.ctx;
    const [segment] = await footage(1, 2 * DAY);
    const id = segment?.id ?? newId(SegmentId);
    const [row] = await db.select().from(segments).where(eq(segments.id, id));
    if (row === undefined) throw new Error('nothing was stored');
    await fixture.database.owner.db.delete(segments).where(eq(segments.id, id));
    let running: Promise<unknown> | null = null;
    await db.transaction(async (tx) => {
      await tx
        .select()
        .from(deviceStates)
        .where(eq(deviceStates.deviceId, device))
        .for('no key update');
      await tx.insert(segments).values(row);
      running = run();
      await expect
        .poll(
          async () => (await db.execute(sql`select 1 from pg_locks where not granted`)).rows.length,
          { timeout: 20_000 },
        )
        .toBe(1);
    });
    await running;
    expect(await present([segment?.objectKey ?? ''])).toEqual([true]);
  });
});

describe('a body that nobody goes on with', () => {
  it('goes after a day, with its folder; one that still grows stays', async () => {
    const incoming = join(fixture.folder, 'hot', '.incoming');
    const part = (name: string) => `part-${device}-${name}`;
    await mkdir(join(incoming, part('old')), { recursive: true });
    await mkdir(join(incoming, part('growing')), { recursive: true });
    const names = ['once-old', 'once-new', `${part('old')}/a`, `${part('growing')}/b`];
    for (const name of names) await writeFile(join(incoming, name), 'x');
    for (const name of ['once-old', `${part('old')}/a`, part('old'), part('growing')]) {
      await age(`.incoming/${name}`, 2 * DAY);
    }
    expect(await run()).toEqual({ orphans: 0, held: 0, attempts: 2 });
    const left = (await readdir(incoming)).filter((name) => !name.startsWith('put-'));
    expect(left.sort()).toEqual(['once-new', part('growing')]);
  });
});
