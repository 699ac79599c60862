import { verifyDeletionCertificate } from '@workcompanion/core/crypto/deletion-certificate';
import { DeletionRequestId, HoldId, newId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletionRequests, deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryOutRequests } from './carry-out-requests.ts';
import { finishDeletions } from './finish-deletions.ts';
import { insertUser } from './testing/put-rule-in-force.ts';
import {
  DAY,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from './testing/retention-fixture.ts';

/** Midnight of the tests' day. */
const TODAY = NOW - (NOW % DAY);

let fixture: RetentionFixture;
let db: RetentionFixture['database']['db'];
let device: Awaited<ReturnType<typeof insertDevice>>;
let person: typeof devices.$inferSelect.personId;
beforeEach(async () => {
  fixture = await openRetentionFixture();
  db = fixture.database.db;
  device = await insertDevice(db);
  const [row] = await db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no device');
  person = row.personId;
});
afterEach(() => fixture.dispose());

/** For the days from `first` to `last` days ago; approved if not told otherwise. */
async function request(first: number, last: number, approved = true): Promise<DeletionRequestId> {
  const id = newId(DeletionRequestId);
  await db.insert(deletionRequests).values({
    id,
    personId: person,
    footageFrom: TODAY - first * DAY,
    footageTo: TODAY - last * DAY + DAY,
    reason: 'Erasure',
    requestedAt: 1,
    requestedBy: await insertUser(db),
    ...(approved && { approvedAt: 2, approvedBy: await insertUser(db) }),
  });
  return id;
}

async function rowOf(id: DeletionRequestId) {
  const [row] = await db.select().from(deletionRequests).where(eq(deletionRequests.id, id));
  return row;
}

async function liveKeys(): Promise<string[]> {
  const rows = await db.select().from(dataKeys).orderBy(dataKeys.windowFrom);
  return rows.filter(({ wrapped }) => wrapped !== null).map(({ id }) => id);
}

async function actions(): Promise<string[]> {
  const rows = await db.select().from(auditEntries).orderBy(auditEntries.seq);
  return rows.map(({ action }) => action);
}

describe('a request for deletion', () => {
  it('takes the footage of its stretch only, everywhere, and is certified with both names', async () => {
    const before = await fixture.record({ device, count: 2, daysAgo: 6 });
    const wanted = await fixture.record({ device, count: 3, daysAgo: 5 });
    const after = await fixture.record({ device, count: 2, daysAgo: 4 });
    const other = await fixture.record({ device: await insertDevice(db), count: 1, daysAgo: 5 });
    const id = await request(5, 5);

    expect(await carryOutRequests(fixture.work)).toBe(1);
    expect(await liveKeys()).toEqual(expect.arrayContaining([before.key, after.key, other.key]));
    expect(await liveKeys()).not.toContain(wanted.key);
    expect(await rowOf(id)).toMatchObject({ carriedOutAt: NOW, keys: 1, heldKeys: 0 });
    expect(await finishDeletions(fixture.work)).toEqual({ finished: 1, failed: 0 });
    const gone = new Set(wanted.segments.map(({ objectKey }) => objectKey));
    const objects = (await fixture.objects()).map((object) => object.split(' ')[1] ?? '');
    expect(objects.filter((key) => gone.has(key))).toEqual([]);
    expect(objects).toHaveLength(2 * 5);

    const [deletion] = await db.select().from(deletions);
    const certificate = await verifyDeletionCertificate(
      deletion?.certificate ?? '',
      fixture.signing,
    );
    const { requestedBy, approvedBy } = (await rowOf(id)) ?? {};
    expect(certificate).toMatchObject({
      v: 2,
      segments: 3,
      keys: [wanted.key],
      request: { id, requestedBy, approvedBy },
    });
    expect(await actions()).toEqual([
      'keys.destroyed',
      'deletion-request.carried-out',
      'footage.deleted',
    ]);
    expect(await carryOutRequests(fixture.work)).toBe(0);
  });

  it('does nothing before it is approved, and never for the one who asked', async () => {
    const { key } = await fixture.record({ device, count: 1, daysAgo: 5 });
    const id = await request(5, 5, false);
    expect(await carryOutRequests(fixture.work)).toBe(0);
    expect(await liveKeys()).toEqual([key]);
    const { requestedBy } = (await rowOf(id)) ?? {};
    const own = db
      .update(deletionRequests)
      .set({ approvedAt: 3, approvedBy: requestedBy ?? null })
      .where(eq(deletionRequests.id, id));
    await expect(own).rejects.toHaveProperty('cause.constraint', 'deletion_requests_two_people');
    const wider = fixture.database.owner.db.update(deletionRequests).set({ footageFrom: 0 });
    await expect(wider).rejects.toHaveProperty('cause.code', '23001');
  });

  it('leaves what a hold touches, says how much, and takes it when the hold goes', async () => {
    const held = await fixture.record({ device, count: 1, daysAgo: 6 });
    await fixture.record({ device, count: 1, daysAgo: 3 });
    const hold = newId(HoldId);
    await db.insert(holds).values({
      id: hold,
      personId: person,
      footageFrom: TODAY - 6 * DAY + DAY / 3,
      footageTo: TODAY - 6 * DAY + DAY / 2,
      reason: 'A dispute',
      placedAt: 1,
      placedBy: await insertUser(db),
    });
    const id = await request(6, 3);
    for (let look = 0; look < 2; look += 1) {
      expect(await carryOutRequests(fixture.work)).toBe(0);
      expect(await liveKeys()).toEqual([held.key]);
      expect(await rowOf(id)).toMatchObject({ carriedOutAt: null, keys: 1, heldKeys: 1 });
    }
    await db
      .update(holds)
      .set({ releasedAt: 3, releasedBy: await insertUser(db), releaseReason: 'Settled' })
      .where(eq(holds.id, hold));
    expect(await carryOutRequests(fixture.work)).toBe(1);
    expect(await liveKeys()).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ carriedOutAt: NOW, keys: 2, heldKeys: 0 });
    expect(await actions()).toEqual([
      'keys.destroyed',
      'deletion-request.held',
      'keys.destroyed',
      'deletion-request.carried-out',
    ]);
  });

  it('waits for a key that a recorder still uses', async () => {
    const old = await fixture.record({ device, count: 1, daysAgo: 2 });
    const current = await fixture.record({ device, count: 1, daysAgo: 0 });
    const id = await request(2, 0);
    expect(await carryOutRequests(fixture.work)).toBe(0);
    expect(await liveKeys()).toEqual([current.key]);
    expect(await rowOf(id)).toMatchObject({ carriedOutAt: null, keys: 1 });
    const tomorrow = { ...fixture.work, now: () => NOW + DAY };
    expect(await carryOutRequests(tomorrow)).toBe(1);
    expect(await liveKeys()).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ keys: 2 });
    expect(old.key).not.toBe(current.key);
  });
});
