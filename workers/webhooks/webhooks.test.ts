import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { isWebhookSignature, SIGNATURE_HEADER } from '@workcompanion/core/crypto/webhook-signature';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { Alert } from '@workcompanion/core/fleet/alerts';
import { newId, UserId, WebhookId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { alerts } from '@workcompanion/db/schema/alerts';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { notifications } from '@workcompanion/db/schema/notifications';
import { releases } from '@workcompanion/db/schema/releases';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { users } from '@workcompanion/db/schema/users';
import { webhookDeliveries, webhooks } from '@workcompanion/db/schema/webhooks';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertSample } from '@workcompanion/db/testing/insert-sample';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorkerLogger } from '../create-worker-logger.ts';
import type { WorkerContext } from '../job.ts';
import { deliverWebhooks, MOST_ATTEMPTS, retryAt } from './deliver-webhooks.ts';
import { postWebhook } from './post-webhook.ts';
import { watchAlerts } from './watch-alerts.ts';

const MINUTE = 60_000_000;
const START = 1_795_000_000_000_000;
const SECRET = 'whsec_of-this-test';

interface Received {
  readonly body: string;
  readonly signature: string;
  readonly delivery: string;
}

let database: TestDatabase;
let ctx: WorkerContext;
let receiver: Server;
let url: string;
let now = START;
let answer = 204;
const received: Received[] = [];
/** The receiver of these tests is no public host. */
const deliver = deliverWebhooks(['127.0.0.1']);

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    now: () => now,
    log: createWorkerLogger('silent', null),
    stopping: new AbortController().signal,
    hot: new FolderHotStore(tmpdir()),
    thumbnails: new FolderStore(tmpdir()),
    evidencePackages: new FolderStore(tmpdir()),
    journal: new FolderStore(tmpdir()),
    archive: null,
    masterKey: randomBytes(32),
  };
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push({
      body: Buffer.concat(chunks).toString('utf8'),
      signature: String(request.headers[SIGNATURE_HEADER]),
      delivery: String(request.headers['workcompanion-delivery']),
    });
    response.writeHead(answer, answer === 302 ? { location: `${url}/elsewhere` } : {}).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});
beforeEach(() => {
  now = START;
  answer = 204;
  received.length = 0;
});
afterEach(async () => {
  const { db } = database.owner;
  for (const table of [webhookDeliveries, webhooks, alerts, releases, storageSamples])
    await db.delete(table);
  for (const table of [deviceStates, devices]) await db.delete(table);
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function addWebhook(wanted: Alert[], to = url): Promise<WebhookId> {
  const by = newId(UserId);
  await database.db.insert(users).values({
    id: by,
    email: `${by}@example.com`,
    name: 'Ada',
    roles: ['admin'],
    createdAt: 0,
  });
  const id = newId(WebhookId);
  await database.db.insert(webhooks).values({
    id,
    name: 'Pager',
    url: to,
    alerts: wanted,
    createdAt: 0,
    createdBy: by,
    secret: wrapKey(ctx.masterKey, Buffer.from(SECRET), `webhook:${id}`),
  });
  return id;
}

async function addRelease(over: Partial<typeof releases.$inferInsert> & { version: string }) {
  const [uploader] = await database.db.select().from(users).limit(1);
  if (!uploader) throw new Error('nobody could have uploaded it');
  await database.db.insert(releases).values({
    sha256: '00'.repeat(32),
    bytes: 1,
    statement: '',
    stage: 'some',
    percent: 10,
    uploadedAt: 0,
    uploadedBy: uploader.id,
    countedFrom: 0,
    ...over,
  });
}

/** What was told, as a receiver reads it. */
const events = () =>
  received.map(({ body }) => {
    const { alert, event } = JSON.parse(body);
    return `${alert} ${event}`;
  });

async function look(): Promise<void> {
  await watchAlerts.run(ctx);
  await deliver.run(ctx);
}

describe('an alert', () => {
  test('is told when the disk fills up, when that gets worse, and when it is over', async () => {
    await addWebhook(['storage']);
    for (const level of ['early', 'early', 'full', 'early', 'calm'] as const) {
      now += MINUTE;
      await insertSample(database.db, { at: now, level, hoursLeft: 30.4 });
      await look();
    }
    expect(events()).toEqual(['storage raised', 'storage worsened', 'storage cleared']);
    const told = await database.db.select().from(notifications).orderBy(notifications.id);
    expect(told.map(({ facts }) => facts)).toEqual([
      { kind: 'alarm', alert: 'storage', event: 'raised' },
      { kind: 'alarm', alert: 'storage', event: 'worsened' },
      { kind: 'alarm-over', alert: 'storage' },
    ]);
    expect(told.map(({ readAt }) => readAt === null)).toEqual([false, false, true]);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      id: received[0]?.delivery,
      at: new Date((START + MINUTE) / 1000).toISOString(),
      facts: { level: 'early', hoursLeft: 30 },
    });
  });

  test('of the fleet is told only once it lasts', async () => {
    await addWebhook(['fleet', 'tampering']);
    const id = await insertDevice(database.db, { state: 'disk-full', lastSeenAt: START });
    await look();
    now += 4 * MINUTE;
    await database.db.update(deviceStates).set({ lastSeenAt: now });
    await look();
    expect(events()).toEqual([]);
    now += 2 * MINUTE;
    await database.db.update(deviceStates).set({ lastSeenAt: now, journalEnd: 9, journalNext: 3 });
    await look();
    expect(events()).toEqual(['fleet raised']);
    now += 6 * MINUTE;
    await database.db.update(deviceStates).set({ lastSeenAt: now });
    await look();
    expect(events()).toEqual(['fleet raised', 'tampering raised']);
    expect(received.map(({ body }) => body).join()).not.toContain(id);
  });

  test('tells which release was paused by itself, and that somebody dealt with it', async () => {
    const { db } = database;
    await addWebhook(['release']);
    await addRelease({ version: '1.5.0', pausedAt: now, pauseCause: 'by-hand' });
    await look();
    expect(events()).toEqual([]);
    await addRelease({ version: '1.5.1', pausedAt: now, pauseCause: 'failures' });
    await look();
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      event: 'raised',
      alert: 'release',
      facts: { releases: 1, versions: '1.5.1' },
    });
    await db.update(releases).set({ pausedAt: null, pauseCause: null });
    await look();
    expect(events()).toEqual(['release raised', 'release cleared']);
  });

  test('reaches who asked for it, signed with their secret', async () => {
    await addWebhook(['archive']);
    await addWebhook(['storage']);
    await insertSample(database.db, { at: now, level: 'refuse' });
    await look();
    expect(events()).toEqual(['storage raised']);
    const [{ body, signature } = { body: '', signature: '' }] = received;
    const clock = { now: START / 1_000_000, toleranceSeconds: 1 };
    expect(isWebhookSignature(signature, { secret: SECRET, body }, clock)).toBe(true);
    expect(isWebhookSignature(signature, { secret: 'another', body }, clock)).toBe(false);
  });
});

describe('a delivery', () => {
  async function queued(to = url) {
    await addWebhook(['storage'], to);
    await insertSample(database.db, { at: now, level: 'refuse' });
    await look();
  }
  async function row() {
    const [only] = await database.db.select().from(webhookDeliveries);
    if (!only) throw new Error('nothing was queued');
    return only;
  }

  test('that is refused is tried again later, the same to the byte', async () => {
    answer = 503;
    await queued();
    expect(await row()).toMatchObject({ attempts: 1, lastStatus: 503, deliveredAt: null });
    await deliver.run(ctx);
    expect(received).toHaveLength(1);
    answer = 200;
    now = (await row()).nextAt ?? 0;
    await deliver.run(ctx);
    expect(await row()).toMatchObject({ attempts: 2, nextAt: null, lastError: null });
    expect(received[1]?.body).toBe(received[0]?.body);
  });

  test('reaches nothing behind the firewall, unless the operator allows the host', async () => {
    const { port } = new URL(url);
    const inner = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433'];
    for (const host of [...inner, '169.254.169.254', '10.0.0.1', '0.0.0.0']) {
      const posted = postWebhook({
        url: `http://${host}:${port}/hook`,
        secret: SECRET,
        delivery: 'x',
        body: '{}',
        now,
        stopping: ctx.stopping,
        allowedHosts: [],
      });
      expect([host, (await posted).error]).toEqual([
        host,
        expect.stringContaining('EADDRNOTALLOWED'),
      ]);
    }
    expect(received).toHaveLength(0);
  });

  test('does not follow a redirect', async () => {
    answer = 302;
    await queued();
    expect(received).toHaveLength(1);
    expect(await row()).toMatchObject({ lastStatus: 302, lastError: 'HTTP 302' });
  });

  test('to nobody says why, and is given up after many tries', async () => {
    await queued(`http://127.0.0.1:${await unusedPort()}/`);
    expect((await row()).lastError).toContain('ECONNREFUSED');
    await database.db.update(webhookDeliveries).set({ attempts: MOST_ATTEMPTS - 1, nextAt: now });
    await deliver.run(ctx);
    expect(await row()).toMatchObject({ attempts: MOST_ATTEMPTS, nextAt: null, deliveredAt: null });
  });

  test('is sent by one worker only', async () => {
    await addWebhook(['storage']);
    await insertSample(database.db, { at: now, level: 'refuse' });
    await watchAlerts.run(ctx);
    await Promise.all([deliver.run(ctx), deliver.run(ctx)]);
    expect(received).toHaveLength(1);
  });
});

test.each([
  [1, 0, 5],
  [1, 1, 10],
  [2, 1, 20],
  [12, 1, 3_600],
  [MOST_ATTEMPTS, 1, null],
])('after %d failures, with luck %d, the next try is in %d s', (attempts, random, seconds) => {
  const at = retryAt(attempts, { now: START, random });
  expect(at).toBe(seconds === null ? null : START + seconds * 1_000_000);
});
