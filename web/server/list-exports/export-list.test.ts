import { newId, PersonId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { people } from '@workcompanion/db/schema/people';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXPORTED_LISTS, ExportList } from '../../contract/list-exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { exportList } from './export-list.ts';

const NAMES = Array.from({ length: 450 }, (_, at) => `Person ${String(at).padStart(3, '0')}`);

let server: TestServer;
let ctx: ServerContext;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  admin = await makeUser(ctx, ['admin', 'compliance', 'auditor']);
  await ctx.db
    .insert(people)
    .values(
      NAMES.map((name) => ({ id: newId(PersonId), name, timeZone: 'Europe/Berlin', createdAt: 0 })),
    );
});
afterAll(() => server.close());

async function exported(user: UserContext, wish: Record<string, unknown>) {
  const { headers, body } = await exportList(user, ExportList.parse(wish));
  if (body === null || typeof body === 'string') throw new Error('no stream');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  const [head = '', ...rows] = Buffer.concat(chunks).toString().trimEnd().split('\r\n');
  return { headers, head: head.slice(1).split(','), rows };
}

test('a list comes whole, page after page, in the order asked for', async () => {
  const { head, rows } = await exported(admin, { list: 'people', q: 'person', sort: '-person' });
  expect(head.slice(0, 5)).toEqual(['id', 'name', 'login', 'team.id', 'team.name']);
  expect(rows.map((row) => row.split(',')[1])).toEqual(NAMES.toReversed());
});

test('who, what and how it was filtered is in the log before the first row', async () => {
  await exportList(admin, ExportList.parse({ list: 'people', q: 'Person 001' }));
  const entries = await ctx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.action, 'list.exported'), eq(auditEntries.userId, admin.user.id)));
  expect(entries.at(-1)).toMatchObject({ entityId: 'people', details: { q: 'Person 001' } });
});

test('nobody gets rows that the list itself would not show them', async () => {
  const manager = await makeUser(ctx, ['manager']);
  expect((await exported(manager, { list: 'people' })).rows).toEqual([]);
  await expect(exported(manager, { list: 'accounts' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const refused = await ctx.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.userId, manager.user.id), eq(auditEntries.entityId, 'accounts')));
  expect(refused).toEqual([]);
});

test('an order that the list does not have is refused', async () => {
  await expect(exported(admin, { list: 'devices', sort: 'colour' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('times are read by people, lengths are seconds, and no cell is run as a formula', async () => {
  const id = await insertDevice(ctx.db, { recorderVersion: '=1+1' });
  const { head, rows } = await exported(admin, { list: 'devices' });
  const row = rows.find((each) => each.includes(id)) ?? '';
  expect(row).toContain(`"'=1+1"`);
  const at = row.split(',')[head.indexOf('enrolledAt')];
  expect(new Date(at ?? '').toISOString()).toBe(at);
  const { head: days } = await exported(admin, { list: 'people', q: 'nobody' });
  expect(days).toContain('today.recordedSeconds');
});

test('every list of the table can be taken out', async () => {
  for (const list of Object.keys(EXPORTED_LISTS)) {
    const month = list === 'people-of-month' ? { month: '2026-11' } : {};
    const { head } = await exported(admin, { list, ...month });
    expect(head.length, list).toBeGreaterThan(2);
  }
});
