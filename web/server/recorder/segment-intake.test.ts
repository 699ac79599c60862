import { readReceipt } from '@workcompanion/core/crypto/server-statements';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { addPolicyVersion } from '@workcompanion/db/queries/add-policy-version';
import { policyInForce } from '@workcompanion/db/queries/policy-of-device';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { lockDevice, revokeDevice } from '../devices/end-device.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { receiveSegment } from './receive-segment.ts';

const DEVICES = 24;
const DAY = 86_400_000_000;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

interface Sender {
  readonly device: TestDevice;
  readonly recording: RecordingId;
  readonly segment: TestSegment;
  readonly statement: string;
}

async function senders(count = DEVICES): Promise<Sender[]> {
  const made: Sender[] = [];
  while (made.length < count) made.push(await sender());
  return made;
}

async function sender(): Promise<Sender> {
  const device = await TestDevice.enrolled(ctx);
  const recording = newId(RecordingId);
  const segment = makeSegment({ recording, key: await currentKey(device.in(ctx)) });
  return { device, recording, segment, statement: await device.state(segment.body) };
}

const send = ({ device, segment, statement }: Sender) =>
  receiveSegment(device.in(ctx), uploadOf(segment, statement));

async function stored(of: readonly Sender[]) {
  const ids = of.map(({ segment }) => segment.id);
  const recordings = of.map(({ recording }) => recording);
  return {
    rows: await ctx.db
      .select({ id: segments.id, transaction: sql<string>`xmin::text` })
      .from(segments)
      .where(inArray(segments.id, ids)),
    spans: await ctx.db.$count(spans, inArray(spans.recordingId, recordings)),
    queued: await ctx.db.$count(thumbnailQueue, inArray(thumbnailQueue.segmentId, ids)),
  };
}

function untilOneWaits() {
  const waiting = sql`select 1 from pg_locks where not granted`;
  return expect
    .poll(async () => (await ctx.db.execute(waiting)).rows.length, { timeout: 20_000 })
    .toBe(1);
}

describe('uploads of several devices at once', () => {
  test('are committed together, and each gets its own receipt', async () => {
    const all = await senders();
    const receipts = await Promise.all(all.map(send));
    for (const [index, { receipt }] of receipts.entries()) {
      expect(readReceipt(receipt).device).toBe(all[index]?.device.id);
    }
    const { rows, ...others } = await stored(all);
    expect(rows).toHaveLength(DEVICES);
    expect(others).toEqual({ spans: DEVICES, queued: DEVICES });
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThan(DEVICES / 2);
  });

  test('queue the text of those alone that a policy has read', async () => {
    const reading = await withTransaction(ctx.db, async (tx) =>
      addPolicyVersion(tx, {
        body: { ...(await policyInForce(tx)), textReading: 'on' },
        name: 'Reading',
        note: '',
        at: 0,
        by: null,
      }),
    );
    const [one, read, other] = await senders(3);
    if (!one || !read || !other) throw new Error('no senders');
    const body = { ...read.segment.body, policyVersion: reading.version };
    const statement = await read.device.state(body);
    await Promise.all(
      [one, { ...read, segment: { ...read.segment, body }, statement }, other].map(send),
    );
    const queued = await ctx.db.select().from(textQueue);
    expect(queued).toMatchObject([
      { segmentId: read.segment.id, deviceId: read.device.id, recordingId: read.recording },
    ]);
  });

  test('are taken but for the one that is refused, which learns why', async () => {
    const all = await senders();
    const [known] = await senders(1);
    if (known === undefined) throw new Error('no sender');
    await send(known);
    // Other bytes under a sequence of the recording that is taken.
    const segment = makeSegment({
      recording: known.recording,
      key: await currentKey(known.device.in(ctx)),
    });
    const bad = { ...known, segment, statement: await known.device.state(segment.body) };
    const results = await Promise.allSettled([...all.slice(0, 8), bad, ...all.slice(8)].map(send));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(DEVICES);
    expect(results[8]).toMatchObject({ reason: { code: 'segment-conflict' } });
    const { rows, ...others } = await stored(all);
    expect([rows.length, others]).toEqual([DEVICES, { spans: DEVICES, queued: DEVICES }]);
    expect((await stored([bad])).rows).toEqual([]);
    const [device] = await ctx.db
      .select()
      .from(deviceStates)
      .where(eq(deviceStates.deviceId, bad.device.id));
    expect(device?.journalEnd).toBe(1);
  });

  test('do not wait for one whose journal somebody else holds', async () => {
    const all = await senders();
    const [held, ...others] = all;
    if (held === undefined) throw new Error('no sender');
    let isTaken = false;
    const sent = await server.owner.transaction(async (tx) => {
      await tx
        .select()
        .from(deviceStates)
        .where(eq(deviceStates.deviceId, held.device.id))
        .for('update');
      const waiting = send(held).then((answer) => {
        isTaken = true;
        return answer;
      });
      expect(await Promise.all(others.map(send))).toHaveLength(DEVICES - 1);
      expect(isTaken).toBe(false);
      return { waiting };
    });
    await sent.waiting;
    expect((await stored(all)).rows).toHaveLength(DEVICES);
  });

  test('wait while their device is being revoked, and are refused then', async () => {
    const one = await sender();
    const { answer } = await server.owner.transaction(async (tx) => {
      const { id } = await lockDevice(tx, one.device.id);
      await tx.update(devices).set({ revokedAt: 1 }).where(eq(devices.id, id));
      const answer = send(one).catch((error: unknown) => error);
      await untilOneWaits();
      return { answer };
    });
    expect(await answer).toMatchObject({ code: 'device-revoked' });
    expect((await stored([one])).rows).toEqual([]);
  });

  test('are committed before a revocation of their device is', async () => {
    const admin = await makeUser(ctx, ['admin']);
    const { device } = await sender();
    let isRevoked = false;
    const { revoking } = await server.owner.transaction(async (tx) => {
      await tx
        .select()
        .from(deviceStates)
        .where(eq(deviceStates.deviceId, device.id))
        .for('no key update');
      const revoking = revokeDevice(admin, { device: device.id }).then(() => {
        isRevoked = true;
      });
      await untilOneWaits();
      expect(isRevoked).toBe(false);
      return { revoking };
    });
    await revoking;
    expect((await findDevice(ctx.db, device.id))?.revokedAt).not.toBeNull();
  });

  test('of one device that overtake each other close its journal all the same', async () => {
    const device = await TestDevice.enrolled(ctx);
    // Yesterday's first hour is of one key, whatever hour it is now.
    const key = await currentKey(device.in({ ...ctx, now: () => ctx.now() - DAY }));
    const first = key.window.from;
    const recording = newId(RecordingId, first / 1000);
    const all: Sender[] = [];
    for (let sequence = 0; sequence < DEVICES; sequence += 1) {
      const start = first + sequence * 60_000_000;
      const segment = makeSegment({ recording, key, sequence, start });
      all.push({ device, recording, segment, statement: await device.state(segment.body) });
    }
    await Promise.all(all.toReversed().map(send));
    const { rows, ...others } = await stored(all);
    expect([rows.length, others.queued]).toEqual([DEVICES, DEVICES]);
    const [row] = await ctx.db
      .select()
      .from(deviceStates)
      .where(eq(deviceStates.deviceId, device.id));
    expect([row?.journalNext, row?.journalEnd]).toEqual([DEVICES, DEVICES]);
  });
});
