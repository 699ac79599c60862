import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../../context.ts';
import { serveEndpoint } from '../../native/serve-endpoint.ts';
import { DIRECT_ROUTER } from '../../router.ts';
import { shareContext } from '../../shared-context.ts';
import { makeCold } from '../../testing/make-cold.ts';
import { storeRecording } from '../../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeUser, sessionCookie } from '../../testing/test-user.ts';

const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const MINUTE = 60_000_000;
/** Three pieces. */
const PLAIN = 188 * 3_000;

let server: TestServer;
let ctx: ServerContext;
let cookie: string;
let http: Server;
let origin: string;
let archive: FolderStore;

beforeAll(async () => {
  server = await startTestServer();
  archive = new FolderStore(server.archiveDir);
  ctx = server.context({ now: () => NOW });
  shareContext(Promise.resolve(ctx));
  const viewer = await makeUser(ctx, ['compliance']);
  cookie = await sessionCookie(ctx, viewer.user.id);
  http = createServer((request, response) => {
    const match = DIRECT_ROUTER.match(request.method ?? '', request.url ?? '');
    if (match) serveEndpoint(match, request, response).catch(() => response.destroy());
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});

let minutesAgo = 60;
async function recordAll(count: number, plainBytes = PLAIN) {
  minutesAgo += 20;
  const wish = { start: NOW - minutesAgo * MINUTE, count, plainBytes };
  const { device, segments: stored } = await storeRecording(ctx, wish);
  const rows = await ctx.db.select().from(segments).where(eq(segments.deviceId, device.id));
  const keys = new Map(rows.map((row) => [row.id, segmentObjectKey(row)]));
  return stored.map((segment) => ({ ...segment, device, key: keys.get(segment.id) ?? '' }));
}
type Recorded = Awaited<ReturnType<typeof recordAll>>[number];

async function record(): Promise<Recorded> {
  const [first] = await recordAll(1);
  if (first === undefined) throw new Error('nothing was stored');
  return first;
}

const ask = ({ id }: Pick<Recorded, 'id'>, range?: string, method = 'GET') =>
  fetch(`${origin}/api/playback/segments/${id}.ts`, {
    method,
    headers: { cookie, ...(range !== undefined && { range }) },
  });

/** What a client makes of a reply: its bytes, `cut` for one that did not end well, or its code. */
async function playedOf(asked: Promise<Response>): Promise<Buffer | string> {
  try {
    const response = await asked;
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    const { error } = (await response.json()) as { error: { code: string } };
    return error.code;
  } catch {
    return 'cut';
  }
}

const findingsOf = ({ key }: Recorded) =>
  ctx.db.select().from(integrityFindings).where(eq(integrityFindings.objectKey, key));

const changed = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
type Damage = (bytes: Buffer) => Buffer;
const DAMAGES: readonly Damage[] = [
  (bytes) => changed(bytes, 300_000),
  (bytes) => changed(bytes, 3),
  // The padding, by the block before it; and the last block.
  (bytes) => changed(bytes, bytes.length - 17),
  (bytes) => changed(bytes, bytes.length - 1),
  ({ length }) => Buffer.alloc(length, 7),
  (bytes) => bytes.subarray(0, bytes.length - 16),
];

/** Fetched once, so that a copy lies in the cache. */
async function cache(all: readonly Recorded[]): Promise<void> {
  for (const segment of all) await playedOf(ask(segment));
  await expect.poll(() => all.every(({ key }) => ctx.cold?.cache.has(key))).toBe(true);
}

async function replaceCached({ id }: Recorded, bytes: Buffer): Promise<void> {
  const names = await readdir(server.coldCacheDir);
  const name = names.find((file) => file.includes(id)) ?? 'none';
  await writeFile(join(server.coldCacheDir, name), bytes);
}

/** Where segments lie, and how one is replaced there. */
const PLACES: readonly {
  readonly place: string;
  readonly prepare?: (all: readonly Recorded[]) => Promise<void>;
  readonly replace: (segment: Recorded, bytes: Buffer) => Promise<void>;
}[] = [
  {
    place: 'here',
    replace: ({ key }, bytes) => writeFile(join(server.hotDir, key), bytes),
  },
  {
    place: 'in the cache',
    prepare: cache,
    async replace(segment, bytes) {
      await replaceCached(segment, bytes);
      await writeFile(join(server.archiveDir, segment.key), bytes);
    },
  },
  {
    place: 'in the archive',
    replace: ({ key }, bytes) => writeFile(join(server.archiveDir, key), bytes),
  },
  {
    place: 'in the archive, with the catalogue made to agree',
    async replace({ id, key }, bytes) {
      await writeFile(join(server.archiveDir, key), bytes);
      const crc64 = new Crc64().update(bytes).digest();
      await server.owner.update(segments).set({ crc64 }).where(eq(segments.id, id));
    },
  },
];

test.each(PLACES)(
  'what lies $place as another is served by no reply that ends well',
  async ({ place, prepare, replace }) => {
    const all = await recordAll(2 * DAMAGES.length);
    const [first] = all;
    if (place !== 'here' && first) await makeCold(ctx, archive, first);
    await prepare?.(all);
    const checkOne = async (whole: Recorded, ranged: Recorded, damage: Damage) => {
      await replace(whole, damage(whole.ciphertext));
      await replace(ranged, damage(ranged.ciphertext));
      expect(await playedOf(ask(whole))).toMatch(/^(cut|footage-lost)$/);
      expect(await findingsOf(whole)).toHaveLength(1);
      for (const range of ['bytes=0-99', 'bytes=300000-300999', 'bytes=-1']) {
        expect(await playedOf(ask(ranged, range))).toBe('footage-lost');
      }
      expect(await playedOf(ask(whole))).toBe('footage-lost');
      const head = await ask(whole, undefined, 'HEAD');
      expect((await head.arrayBuffer()).byteLength).toBe(0);
      for (const segment of [whole, ranged]) {
        expect(await findingsOf(segment)).toMatchObject([{ kind: 'damaged', resolvedAt: null }]);
      }
    };
    for (const [index, damage] of DAMAGES.entries()) {
      const [whole, ranged] = all.slice(2 * index);
      if (whole && ranged) await checkOne(whole, ranged, damage);
    }
  },
);

test('a range is not served any more once the file that was proved is another', async () => {
  const segment = await record();
  const range = 'bytes=300000-300999';
  expect(await playedOf(ask(segment, range))).toEqual(segment.plain.subarray(300_000, 301_000));
  await writeFile(join(server.hotDir, segment.key), changed(segment.ciphertext, 300_500));
  expect(await playedOf(ask(segment, range))).toBe('cut');
  expect(await findingsOf(segment)).toHaveLength(1);
});

test('a range of a file that was cut since it was proved is a finding', async () => {
  const segment = await record();
  const range = 'bytes=300000-300999';
  expect(await playedOf(ask(segment, range))).toEqual(segment.plain.subarray(300_000, 301_000));
  await writeFile(join(server.hotDir, segment.key), segment.ciphertext.subarray(0, 300_000));
  expect(await playedOf(ask(segment, range))).toBe('footage-lost');
  expect(await findingsOf(segment)).toHaveLength(1);
});

test('what was played well is not played again once its file is another', async () => {
  for (const damage of DAMAGES) {
    const segment = await record();
    for (let count = 0; count < 2; count += 1) {
      expect(await playedOf(ask(segment))).toEqual(segment.plain);
    }
    expect(ctx.proofs.tagsOf(hash('sha256', segment.ciphertext), false)).not.toBeNull();
    await writeFile(join(server.hotDir, segment.key), damage(segment.ciphertext));
    expect(await playedOf(ask(segment))).toMatch(/^(cut|footage-lost)$/);
    expect(await findingsOf(segment)).toMatchObject([{ kind: 'damaged', resolvedAt: null }]);
    expect(await playedOf(ask(segment))).toBe('footage-lost');
  }
});

test('many who play it at once, for the first time and again, get what was recorded', async () => {
  const [segment] = await recordAll(1, 188 * 15_000);
  if (segment === undefined) throw new Error('nothing was stored');
  for (let round = 0; round < 2; round += 1) {
    const played = await Promise.all(Array.from({ length: 8 }, () => playedOf(ask(segment))));
    for (const bytes of played) expect(segment.plain.equals(Buffer.from(bytes))).toBe(true);
  }
});

test('what comes from the archive is hashed as it comes, once for all who want it', async () => {
  const segment = await record();
  await makeCold(ctx, archive, segment);
  const played = await Promise.all(Array.from({ length: 3 }, () => playedOf(ask(segment))));
  for (const bytes of played) expect(bytes).toEqual(segment.plain);
  expect(ctx.proofs.tagsOf(hash('sha256', segment.ciphertext), false)).not.toBeNull();
  expect(await playedOf(ask(segment, 'bytes=300000-300999'))).toEqual(
    segment.plain.subarray(300_000, 301_000),
  );
});

test('a damaged copy is passed over for the right one in the archive', async () => {
  const segment = await record();
  await makeCold(ctx, archive, { ...segment, state: 'archived' });
  await writeFile(join(server.hotDir, segment.key), changed(segment.ciphertext, 5_000));
  expect(await playedOf(ask(segment))).toBe('cut');
  expect(await playedOf(ask(segment))).toEqual(segment.plain);
  expect(await playedOf(ask(segment, 'bytes=5000-5999'))).toEqual(
    segment.plain.subarray(5_000, 6_000),
  );
});

test('a damaged copy in the cache is fetched anew', async () => {
  const segment = await record();
  await makeCold(ctx, archive, segment);
  await cache([segment]);
  await replaceCached(segment, changed(segment.ciphertext, 5_000));
  expect(await playedOf(ask(segment, 'bytes=5000-5999'))).toEqual(
    segment.plain.subarray(5_000, 6_000),
  );
  expect(await playedOf(ask(segment))).toEqual(segment.plain);
  expect(await findingsOf(segment)).toHaveLength(1);
});

test('a segment that is right again plays again', async () => {
  const segment = await record();
  await writeFile(join(server.hotDir, segment.key), changed(segment.ciphertext, 5_000));
  expect(await playedOf(ask(segment))).toBe('cut');
  expect(await playedOf(ask(segment))).toBe('footage-lost');
  await writeFile(join(server.hotDir, segment.key), segment.ciphertext);
  expect(await playedOf(ask(segment))).toEqual(segment.plain);
});

test('what is found is told once to the audit log, and counted', async () => {
  const segment = await record();
  await writeFile(join(server.hotDir, segment.key), changed(segment.ciphertext, 5_000));
  const alarms = async () =>
    (
      await ctx.db.select().from(auditEntries).where(eq(auditEntries.action, 'integrity.alarm'))
    ).filter(({ details }) => JSON.stringify(details).includes(segment.id));
  await Promise.all([playedOf(ask(segment)), playedOf(ask(segment))]);
  await playedOf(ask(segment));
  expect(await alarms()).toHaveLength(1);
  expect(await ctx.metrics.registry.metrics()).toMatch(/workcompanion_damaged_reads_total [1-9]/);
});
