import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, RecordingId } from '@workcompanion/core/ids';
import type { HeartbeatRequest } from '@workcompanion/core/protocol/messages';
import { noteRestoration } from '@workcompanion/db/queries/restoration';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { receiveHeartbeat } from '../recorder/receive-heartbeat.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { TestDevice } from '../testing/test-device.ts';
import { testHeartbeat } from '../testing/test-heartbeat.ts';
import { currentKey, makeSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { readRepair } from './read-repair.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  // An archive folder without a single entry may as well not be mounted.
  await writeFile(join(server.archiveDir, 'another'), '');
});
afterAll(() => server.close());

function beat(device: TestDevice, about: Partial<HeartbeatRequest> = {}) {
  const message = testHeartbeat({ clockOffset: 0, journalEnd: device.index, ...about });
  return receiveHeartbeat(device.in(ctx), message);
}

/** Recorded before the restore. */
async function record(device: TestDevice) {
  const key = await currentKey(device.in(ctx));
  const segment = makeSegment({ recording: newId(RecordingId), key });
  return { segment, statement: await device.state(segment.body, { at: ctx.now() - 2 * HOUR }) };
}

describe('the repair of a restored database', () => {
  test('is told device by device, and is never called done before it was looked at', async () => {
    const now = ctx.now();
    expect(await readRepair(ctx.db, now)).toBeNull();
    const restoredAt = now - HOUR;
    await withTransaction(ctx.db, (tx) => noteRestoration(tx, { takenAt: now - DAY, restoredAt }));
    const device = await TestDevice.enrolled(ctx);
    const away = await TestDevice.enrolled(ctx);
    await ctx.db
      .update(deviceStates)
      .set({ lastSeenAt: restoredAt - HOUR })
      .where(eq(deviceStates.deviceId, away.id));
    const counts = async () => {
      const repair = await readRepair(ctx.db, ctx.now());
      const { unheard, sending, done, back, lost } = repair ?? {};
      return { unheard, sending, done, back, lost };
    };
    expect(await counts()).toEqual({ unheard: 2, sending: 0, done: 0, back: 0, lost: 0 });

    // An entry more than is held here, though nothing waits by its own word.
    const sent = await record(device);
    await beat(device);
    expect(await counts()).toMatchObject({ unheard: 1, sending: 1, done: 0 });
    // A recorder that is too old to say how far its journal goes.
    await beat(device, { journalEnd: undefined });
    expect(await counts()).toMatchObject({ sending: 1, done: 0 });

    await receiveSegment(device.in(ctx), uploadOf(sent.segment, sent.statement));
    await beat(device, { backlog: { segments: 2, bytes: 9, oldest: null } });
    expect(await counts()).toMatchObject({ sending: 1, done: 0, back: 1 });
    await beat(device);
    expect(await counts()).toEqual({ unheard: 1, sending: 0, done: 1, back: 1, lost: 0 });
    expect((await readRepair(ctx.db, ctx.now()))?.waiting).toMatchObject([
      { device: away.id, isHeard: false, lastSeenAt: restoredAt - HOUR },
    ]);
    expect(await readRepair(ctx.db, now + 100 * DAY)).toBeNull();
  });

  test('tells what was lost apart from what came back', async () => {
    const device = await TestDevice.enrolled(ctx);
    const before = await readRepair(ctx.db, ctx.now());
    const { statement } = await record(device);
    const { results } = await receiveJournal(device.in(ctx), { statements: [statement] });
    expect(results).toMatchObject([{ receipt: expect.any(String) }]);
    const after = await readRepair(ctx.db, ctx.now());
    expect(after).toMatchObject({ lost: (before?.lost ?? 0) + 1, back: before?.back });
  });
});
