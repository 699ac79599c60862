import { newId, SegmentId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { explain } from '@workcompanion/db/testing/explain';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ListTroubledSegments,
  TroubledSegmentsPage,
  type TroubleKind,
} from '../../contract/archive.ts';
import type { UserContext } from '../auth/user-context.ts';
import { parseInput } from '../http/json-body.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listTroubledSegments } from './list-troubled-segments.ts';
import { retryQuarantined } from './retry-quarantined.ts';

let database: TestDatabase;
let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  [database, server] = await Promise.all([createTestDatabase(), startTestServer()]);
  admin = await makeUser({ ...server.context(), db: database.db }, ['admin']);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(() => database.owner.db.delete(segments));

/** Segments of one device, a minute apart; with the queue's columns as the archive leaves them. */
async function insert(count: number, queue: { state: SegmentState; lastError?: 'unavailable' }) {
  const device = await insertDevice(database.db);
  const startMs = Date.now() - 3_600_000;
  const rows = Array.from({ length: count }, (_, n) => ({
    id: newId(SegmentId, startMs + n * 60_000),
    n,
  }));
  for (const { id, n } of rows) {
    await database.db.execute(sql`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, attempts,
        last_error)
      values (${id}, ${device}, ${id}, ${id}, to_timestamp(${startMs / 1000 + n * 60}), 60000000, 1,
        ${n}, ${n}, 300, 1000, 999, '', '', '', ${queue.state}, 3, ${queue.lastError ?? null})`);
  }
  return rows.map(({ id }) => id);
}

const list = async (kind: TroubleKind, wish: { cursor?: string; limit?: string } = {}) =>
  TroubledSegmentsPage.parse(
    await listTroubledSegments(admin, parseInput(ListTroubledSegments, { kind, ...wish })),
  );

describe('segments in trouble', () => {
  test('are told apart from those that only wait, oldest first, a page at a time', async () => {
    await insert(1, { state: 'hot' });
    const failing = await insert(3, { state: 'hot', lastError: 'unavailable' });
    const quarantined = await insert(1, { state: 'quarantined' });
    const first = await list('failing', { limit: '2' });
    expect(first.items.map(({ id }) => id)).toEqual(failing.slice(0, 2));
    expect(first.items[0]).toMatchObject({
      attempts: 3,
      error: 'unavailable',
      bytes: 1000,
      device: { hostname: 'desk-7' },
      person: { name: 'Lin Wei' },
    });
    const second = await list('failing', { limit: '2', cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ id: failing[2] }], next: null });
    expect((await list('quarantined')).items.map(({ id }) => id)).toEqual(quarantined);
  });

  test('are found by indexes that hold nothing else', async () => {
    const device = await insertDevice(database.db);
    await database.db.execute(sql`
      insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
        journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, last_error)
      select gen_random_uuid(), ${device}::uuid, gen_random_uuid(), gen_random_uuid(), now(), 1, 1,
        n, n, 1, 1, 1, '', '', '',
        case when n % 4000 = 0 then 'quarantined' else 'hot' end,
        case when n % 3000 = 0 then 'unavailable' end
      from generate_series(1, 20000) n`);
    await database.owner.db.execute(sql`analyze segments`);
    for (const kind of ['failing', 'quarantined'] as const) {
      const plan = await explain(database.pool, (db) =>
        listTroubledSegments({ ...admin, db }, { kind, sort: 'recorded', limit: 50 }),
      );
      expect(plan).toContain('Index Scan on segments_default_id_idx');
      expect(plan).not.toContain('Seq Scan on segments_default');
    }
  });
});

describe('a retry', () => {
  test('takes one segment out of quarantine as if it were new, and is written down', async () => {
    const [one, other] = await insert(2, { state: 'quarantined', lastError: 'unavailable' });
    if (one === undefined) throw new Error('nothing was inserted');
    expect(await retryQuarantined(admin, { segment: one })).toEqual({ retried: 1, hasMore: false });
    const [row] = await database.db.select().from(segments).where(eq(segments.id, one));
    expect(row).toMatchObject({ state: 'hot', attempts: null, notBefore: null, lastError: null });
    expect((await list('quarantined')).items.map(({ id }) => id)).toEqual([other]);
    const entries = await database.db.select().from(auditEntries);
    expect(entries.at(-1)).toMatchObject({
      userId: admin.user.id,
      action: 'quarantine.retried',
      entityType: 'segment',
      entityId: one,
      details: { segments: 1 },
    });
  });

  test('of all takes all, and says how many', async () => {
    await insert(3, { state: 'quarantined' });
    await insert(1, { state: 'archived' } as const);
    expect(await retryQuarantined(admin, { segment: null })).toEqual({
      retried: 3,
      hasMore: false,
    });
    expect(await retryQuarantined(admin, { segment: null })).toEqual({
      retried: 0,
      hasMore: false,
    });
    const states = await database.db.select({ state: segments.state }).from(segments);
    expect(states.map(({ state }) => state).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'archived',
      'hot',
      'hot',
      'hot',
    ]);
  });

  test('of what is not in quarantine is refused', async () => {
    const [hot] = await insert(1, { state: 'hot' });
    await expect(retryQuarantined(admin, { segment: hot ?? null })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
