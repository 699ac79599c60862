import { join } from 'node:path';
import {
  coversSegments,
  verifyDeletionCertificate,
} from '@workcompanion/core/crypto/deletion-certificate';
import { HoldId, newId, TeamId } from '@workcompanion/core/ids';
import { openTestTos } from '@workcompanion/core/storage/testing/open-test-tos';
import { verifyAuditChain } from '@workcompanion/db/audit/verify-audit-chain';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { segments } from '@workcompanion/db/schema/segments';
import { teams } from '@workcompanion/db/schema/teams';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredFootage } from '../testing/insert-footage.ts';
import { finishDeletions } from './finish-deletions.ts';
import { retentionJob } from './retention-job.ts';
import { runNight } from './run-night.ts';
import { insertUser, putRuleInForce } from './testing/put-rule-in-force.ts';
import {
  DAY,
  NIGHT,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from './testing/retention-fixture.ts';

let fixture: RetentionFixture;
beforeEach(async () => {
  fixture = await openRetentionFixture();
});
afterEach(() => fixture.dispose());

async function destroyedKeys(): Promise<string[]> {
  const rows = await fixture.database.db.select().from(dataKeys).orderBy(dataKeys.windowFrom);
  return rows.filter(({ wrapped }) => wrapped === null).map(({ id }) => id);
}

async function stateOf({ segments: stored }: StoredFootage): Promise<Set<string>> {
  const rows = await fixture.database.db.select().from(segments);
  return new Set(
    rows.filter(({ id }) => stored.some((each) => each.id === id)).map(({ state }) => state),
  );
}

async function hold(values: Partial<typeof holds.$inferInsert>): Promise<void> {
  await fixture.database.db.insert(holds).values({
    id: newId(HoldId),
    footageFrom: 0,
    footageTo: null,
    reason: 'A dispute',
    placedAt: 1,
    placedBy: await insertUser(fixture.database.db),
    ...values,
  });
}

describe('a night of retention', () => {
  it('deletes what is expired everywhere, keeps the rest, and certifies what it did', async () => {
    const { database, work, signing } = fixture;
    const device = await insertDevice(database.db);
    const old = await fixture.record({ device, count: 3, daysAgo: 40, state: 'cold' });
    const young = await fixture.record({ device, count: 2, daysAgo: 20, state: 'archived' });
    const rule = await putRuleInForce(database.db, { days: 30 });

    const night = await runNight(work, NIGHT);
    expect(night).toMatchObject({ devices: 1, keys: 1, heldKeys: 0 });
    expect(await destroyedKeys()).toEqual([old.key]);
    expect(await finishDeletions(work)).toEqual({ finished: 1, failed: 0 });

    expect(await stateOf(old)).toEqual(new Set(['shredded']));
    expect(await stateOf(young)).toEqual(new Set(['archived']));
    const left = young.segments.map(({ objectKey }) => objectKey);
    expect(await fixture.objects()).toEqual([
      ...left.map((key) => `hot ${key}`),
      ...left.map((key) => `archive ${key}`),
    ]);

    const [deletion] = await database.db.select().from(deletions);
    const certificate = await verifyDeletionCertificate(deletion?.certificate ?? '', signing);
    expect(certificate).toMatchObject({
      device,
      rule: { id: rule.id, days: 30, team: null },
      segments: 3,
      bytes: old.segments.reduce((sum, { bytes }) => sum + bytes, 0),
      keys: [old.key],
    });
    expect(coversSegments(certificate, old.segments)).toBe(true);
    const actions = await database.db.select({ action: auditEntries.action }).from(auditEntries);
    expect(actions.map(({ action }) => action)).toEqual(['keys.destroyed', 'footage.deleted']);
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true });
  });

  it('takes exactly what the rehearsal told, and nothing without a rule', async () => {
    const { database, work } = fixture;
    for (const days of [70, 50, 10]) {
      const device = await insertDevice(database.db);
      await fixture.record({ device, count: 2, daysAgo: days });
    }
    const none = await rehearseDeletion(database.db, { at: NOW, dueBy: NOW });
    expect(none).toMatchObject({ people: 0, goes: { keys: 0, bytes: 0 } });
    const candidate = { teamId: null, days: 30 };
    const told = await rehearseDeletion(database.db, { at: NOW, dueBy: NOW, candidate });
    expect(told).toMatchObject({ people: 2, goes: { keys: 2, covers: 2 * DAY } });
    expect(await runNight(work, NIGHT)).toMatchObject({ keys: 0 });
    expect(await destroyedKeys()).toEqual([]);

    await putRuleInForce(database.db, { days: 30 });
    expect(await runNight(work, { ...NIGHT, night: '2026-07-01' })).toMatchObject({ keys: 2 });
    await finishDeletions(work);
    const rows = await database.db.select().from(deletions);
    expect(rows.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(told.goes.bytes);
  });

  it('goes by the rule of the team before that for all, also when it keeps for ever', async () => {
    const { database, work } = fixture;
    const device = await insertDevice(database.db);
    const old = await fixture.record({ device, count: 1, daysAgo: 400 });
    const teamId = newId(TeamId);
    await database.db.insert(teams).values({ id: teamId, name: 'Research', createdAt: 0 });
    await database.db.update(people).set({ teamId });
    await putRuleInForce(database.db, { days: 30 });
    await putRuleInForce(database.db, { days: null, teamId });
    await runNight(work, NIGHT);
    expect(await stateOf(old)).toEqual(new Set(['hot']));
    await database.db.update(people).set({ teamId: null });
    await runNight(work, { ...NIGHT, night: '2026-07-01' });
    expect(await destroyedKeys()).toEqual([old.key]);
  });

  it.each(['person', 'device'] as const)(
    'lets a hold on the %s win, tells what it saves, and deletes after its end',
    async (subject) => {
      const { database, work } = fixture;
      const device = await insertDevice(database.db);
      const [row] = await database.db.select().from(devices).where(eq(devices.id, device));
      const held = await fixture.record({ device, count: 2, daysAgo: 60 });
      const free = await fixture.record({ device, count: 2, daysAgo: 50 });
      await putRuleInForce(database.db, { days: 30 });
      const start = NOW - 61 * DAY;
      await hold({
        ...(subject === 'person' ? { personId: row?.personId ?? null } : { deviceId: device }),
        footageFrom: start,
        footageTo: start + 2 * DAY,
        expiresAt: NOW + DAY,
      });
      const told = await rehearseDeletion(database.db, { at: NOW, dueBy: NOW });
      expect(told).toMatchObject({
        people: 1,
        heldPeople: 1,
        goes: { keys: 1 },
        held: { keys: 1 },
      });
      expect(told.held.bytes).toBe(held.segments.reduce((sum, { bytes }) => sum + bytes, 0));
      expect(await runNight(work, NIGHT)).toMatchObject({ keys: 1, heldKeys: 1 });
      await finishDeletions(work);
      expect(await destroyedKeys()).toEqual([free.key]);
      expect(await stateOf(held)).toEqual(new Set(['hot']));

      const later = { ...work, now: () => NOW + 2 * DAY };
      await runNight(later, { ...NIGHT, night: '2026-07-02' });
      await finishDeletions(later);
      expect(await stateOf(held)).toEqual(new Set(['shredded']));
    },
  );

  it('keeps a key as long as one of its segments is young, and its old segments with it', async () => {
    const { database, work } = fixture;
    const device = await insertDevice(database.db);
    const old = await fixture.record({ device, count: 2, daysAgo: 31 });
    await fixture.record({ device, count: 2, daysAgo: 31, key: old.key });
    await database.owner.db
      .update(dataKeys)
      .set({ windowTo: NOW - 28 * DAY })
      .where(eq(dataKeys.id, old.key));
    await putRuleInForce(database.db, { days: 30 });
    await runNight(work, NIGHT);
    expect(await destroyedKeys()).toEqual([]);
    expect(await stateOf(old)).toEqual(new Set(['hot']));
  });

  it('does not touch a segment that an archiver has claimed, and comes back for it', async () => {
    const { database, work } = fixture;
    const device = await insertDevice(database.db);
    const old = await fixture.record({ device, count: 3, daysAgo: 40 });
    await putRuleInForce(database.db, { days: 30 });
    const claimed = old.segments[1];
    if (!claimed) throw new Error('three were recorded');
    const lease = (at: number | null) =>
      database.db.update(segments).set({ leaseUntil: at }).where(eq(segments.id, claimed.id));
    await lease((Date.now() + 60_000) * 1000);
    await runNight(work, NIGHT);
    expect(await finishDeletions(work)).toEqual({ finished: 0, failed: 0 });
    expect(await fixture.archive.head(claimed.objectKey)).not.toBeNull();
    await lease(1);
    expect(await finishDeletions(work)).toEqual({ finished: 1, failed: 0 });
    expect(await fixture.objects()).toEqual([]);
    const [deletion] = await database.db.select().from(deletions);
    expect(deletion).toMatchObject({ segments: 3 });
  });

  it('certifies nothing while the archive can not delete, and says why', async () => {
    const { database, work } = fixture;
    const device = await insertDevice(database.db);
    await fixture.record({ device, count: 1, daysAgo: 40, state: 'cold' });
    await putRuleInForce(database.db, { days: 30 });
    await runNight(work, NIGHT);
    expect(await finishDeletions({ ...work, archive: null })).toEqual({ finished: 0, failed: 1 });
    const [waiting] = await database.db.select().from(deletions);
    expect(waiting).toMatchObject({ lastError: 'unavailable', certificate: null });
    expect(await finishDeletions(work)).toEqual({ finished: 1, failed: 0 });
  });

  it('is run once a day, not before its time, and once for all processes', async () => {
    const { database, ctx, work } = fixture;
    await fixture.record({ device: await insertDevice(database.db), count: 1, daysAgo: 40 });
    await putRuleInForce(database.db, { days: 30 });
    const cacheDir = join(fixture.folder, 'cache');
    const early = retentionJob({ at: 4 * 60, timeZone: 'UTC', cacheDir, settle: 0 });
    expect(await early.run(ctx)).toBeNull();
    const runs = await Promise.all([
      runNight(work, NIGHT),
      runNight(work, { ...NIGHT, worker: 'test:2' }),
    ]);
    expect(runs.filter((run) => run !== null)).toHaveLength(1);
    const job = retentionJob({ at: 60, timeZone: 'UTC', cacheDir, settle: 0 });
    expect(await job.run(ctx)).toEqual({ finished: 1, failed: 0, requests: 0 });
    expect(await job.run(ctx)).toBeNull();
    expect(await destroyedKeys()).toHaveLength(1);
  });

  it('is taken over from a process that died in the middle of it', async () => {
    const { database, work } = fixture;
    for (const _ of [1, 2]) {
      const device = await insertDevice(database.db);
      await fixture.record({ device, count: 1, daysAgo: 40 });
    }
    await putRuleInForce(database.db, { days: 30 });
    let devices = 0;
    const dies = { ...work, mayGoOn: () => ++devices < 2 };
    expect(await runNight(dies, { ...NIGHT, worker: 'test:2' })).toBeNull();
    expect(await destroyedKeys()).toHaveLength(1);
    expect(await runNight(work, NIGHT)).toBeNull();
    const later = { ...work, now: () => NOW + 11 * 60_000_000 };
    expect(await runNight(later, NIGHT)).toMatchObject({ keys: 2, devices: 2 });
  });
});

describe('retention with the archive in TOS', () => {
  it('waits for a store that does not delete, goes on by itself, and leaves nothing there', async () => {
    const { server, store, dispose } = await openTestTos();
    const own = await openRetentionFixture(store);
    try {
      const { db } = own.database;
      const device = await insertDevice(db);
      await own.record({ device, count: 4, daysAgo: 40, state: 'cold' });
      const kept = await own.record({ device, count: 1, daysAgo: 4, state: 'archived' });
      await putRuleInForce(db, { days: 30 });
      await runNight(own.work, NIGHT);
      const busy = { kind: 'status', status: 503, code: 'Busy' } as const;
      server.addFault({ operation: 'delete', fault: busy, after: 2 });
      expect(await finishDeletions(own.work)).toEqual({ finished: 0, failed: 1 });
      const [waiting] = await db.select().from(deletions);
      expect(waiting).toMatchObject({ lastError: 'unavailable', finishedAt: null });
      server.clearFaults();
      expect(await finishDeletions(own.work)).toEqual({ finished: 1, failed: 0 });
      expect([...server.objects.keys()]).toEqual(kept.segments.map(({ objectKey }) => objectKey));
    } finally {
      await own.dispose();
      await dispose();
    }
  });
});
