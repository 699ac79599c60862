import { verifyJournalHead, verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeviceJournal } from '../../contract/device-journal.ts';
import { DevicesPage, ListDevices } from '../../contract/devices.ts';
import { ListPeople } from '../../contract/people.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { readJournalHead } from '../journal/read-journal-head.ts';
import { listPeople } from '../people/list-people.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { authenticateDevice } from '../recorder/authenticate-device.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { retireDevice } from './end-device.ts';
import { listDevices } from './list-devices.ts';
import { mergeDevices } from './merge-devices.ts';
import { readDeviceJournal } from './read-device-journal.ts';
import { reinstateDevice } from './reinstate-device.ts';

const MINUTE = 60_000_000;
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;

let server: TestServer;
let ctx: ServerContext;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  admin = await makeUser(ctx, ['admin', 'compliance']);
});
afterAll(() => server.close());

async function rowOf(id: DeviceId) {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, id));
  if (!row) throw new Error(`no device ${id}`);
  return row;
}

async function listed(id: DeviceId, retired: 'with' | 'without' = 'without') {
  const page = await listDevices(admin, { sort: '-enrolled', limit: 200, retired });
  expect(DevicesPage.safeParse(page).error).toBeUndefined();
  return page.items.find((item) => item.id === id);
}

/** A second enrolment of the same machine by the same person. */
async function enrolAgain(first: DeviceId): Promise<DeviceId> {
  const id = newId(DeviceId);
  await ctx.db.insert(devices).values({ ...(await rowOf(first)), id, enrolledAt: 1 });
  return id;
}

function audited(action: string, id: DeviceId) {
  return ctx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.action, action), eq(auditEntries.entityId, id)));
}

describe('a retired device', () => {
  test('may not upload any more, and its footage stays on its day', async () => {
    const device = await TestDevice.enrolled(ctx);
    await storeRecording(ctx, { device, start: NOW - 4 * MINUTE, count: 2 });
    const token = await device.token({ nowMs: NOW / 1000 });
    await authenticateDevice(ctx, token);

    await retireDevice(admin, { device: device.id });
    await retireDevice(admin, { device: device.id });

    await expect(authenticateDevice(ctx, token)).rejects.toMatchObject({ code: 'device-revoked' });
    const { personId } = await rowOf(device.id);
    const day = await readPersonDay(admin, { person: personId, date: '2026-11-24' });
    expect(day.lanes.map((lane) => lane.device)).toEqual([device.id]);
    expect(day.recordedMicros).toBeGreaterThan(0);
    expect(await audited('device.retired', device.id)).toHaveLength(1);
  });

  test('is out of the lists unless it is asked for, and was revoked when it was', async () => {
    const id = await insertDevice(ctx.db, { revokedAt: 5 });
    const { personId } = await rowOf(id);
    await ctx.db.update(people).set({ name: 'Retiring Rita' }).where(eq(people.id, personId));
    await retireDevice(admin, { device: id });
    expect(await listed(id)).toBeUndefined();
    expect(await listed(id, 'with')).toMatchObject({ health: 'retired' });
    const alone = await listDevices(admin, ListDevices.parse({ device: id, retired: 'with' }));
    expect(alone.items.map((item) => item.id)).toEqual([id]);
    const found = await listPeople(admin, ListPeople.parse({ q: 'rita' }));
    expect(found.items).toMatchObject([{ id: personId, devices: [] }]);
    expect(await rowOf(id)).toMatchObject({ revokedAt: 5, retiredAt: NOW });
  });

  test('may upload again once it is put back in use', async () => {
    const device = await TestDevice.enrolled(ctx);
    const token = await device.token({ nowMs: NOW / 1000 });
    await retireDevice(admin, { device: device.id });
    await expect(authenticateDevice(ctx, token)).rejects.toMatchObject({ code: 'device-revoked' });

    await reinstateDevice(admin, { device: device.id });
    await reinstateDevice(admin, { device: device.id });

    await authenticateDevice(ctx, token);
    expect(await listed(device.id)).toMatchObject({ id: device.id });
    expect(await audited('device.reinstated', device.id)).toHaveLength(1);
  });

  test('stays revoked if it was revoked before it retired', async () => {
    const id = await insertDevice(ctx.db, { revokedAt: 5 });
    await retireDevice(admin, { device: id });
    await reinstateDevice(admin, { device: id });
    expect(await rowOf(id)).toMatchObject({ revokedAt: 5, retiredAt: null });
  });

  test('is not put back where another enrolment goes on for it', async () => {
    const first = await insertDevice(ctx.db);
    const second = await enrolAgain(first);
    await mergeDevices(admin, { device: second, predecessor: first });
    await expect(reinstateDevice(admin, { device: first })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('a machine that enrolled twice', () => {
  test('is found by the list, and merged into the enrolment that goes on', async () => {
    const first = await insertDevice(ctx.db, { backlogSegments: 3 });
    const second = await enrolAgain(first);
    expect(await listed(second)).toMatchObject({
      twins: [{ id: first, waitingSegments: 3 }],
      predecessors: [],
    });
    expect(await listed(first)).toMatchObject({ twins: [{ id: second }] });

    await mergeDevices(admin, { device: second, predecessor: first });
    await mergeDevices(admin, { device: second, predecessor: first });

    expect(await listed(first)).toBeUndefined();
    expect(await listed(second)).toMatchObject({ twins: [], predecessors: [{ id: first }] });
    expect(await listed(first, 'with')).toMatchObject({
      health: 'retired',
      successor: { id: second },
    });
    expect(await audited('device.merged', second)).toMatchObject([
      { details: { predecessor: first, waitingSegments: 3 } },
    ]);
  });

  test('is one only within one person, and only into what is in use', async () => {
    const [mine, other] = [await insertDevice(ctx.db), await insertDevice(ctx.db)];
    const retired = await enrolAgain(mine);
    await retireDevice(admin, { device: retired });
    for (const [device, predecessor] of [
      [mine, other],
      [retired, mine],
      [mine, mine],
    ] as const) {
      await expect(mergeDevices(admin, { device, predecessor })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
    expect(await listed(mine)).toMatchObject({ twins: [] });
  });
});

describe('the journal of a device', () => {
  test('tells which numbers have not come, and since when', async () => {
    const device = await TestDevice.enrolled(ctx);
    const { segments } = await storeRecording(ctx, { device, start: NOW - 9 * MINUTE, count: 6 });
    expect(segments).toHaveLength(6);
    const whole = await readDeviceJournal(admin, { device: device.id });
    expect(DeviceJournal.safeParse(whole).error).toBeUndefined();
    expect(whole).toMatchObject({ missing: 0, holes: [], received: whole.end });

    const late = ctx.now();
    const entries: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      entries.push(await device.state({ kind: 'policy-applied', policyVersion: 1 }));
    }
    const kept = entries.filter((_, index) => [2, 4].includes(index));
    await receiveJournal(device.in(ctx), { statements: kept });
    const { end } = whole;
    expect(await readDeviceJournal(admin, { device: device.id })).toMatchObject({
      end: end + 5,
      received: end + 2,
      missing: 3,
      holes: [
        { from: end, to: end + 2, since: late },
        { from: end + 3, to: end + 4, since: late },
      ],
    });

    const { head } = await readJournalHead(device.in(ctx));
    expect(await verifyJournalHead(head, ctx.keys.signing.publicKey)).toMatchObject({
      device: device.id,
      next: end + 5,
      hash: statementHash(entries[4] ?? ''),
      missing: [
        { first: end, last: end + 1 },
        { first: end + 3, last: end + 3 },
      ],
      more: false,
      at: ctx.now(),
    });
    await expect(verifyReceipt(head, ctx.keys.signing.publicKey)).rejects.toMatchObject({
      code: 'statement-invalid',
    });
  });
});
