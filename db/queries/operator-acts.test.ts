import { createHash } from 'node:crypto';
import { newId, SessionId, UserId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries } from '../schema/audit-entries.ts';
import { sessions } from '../schema/sessions.ts';
import { oneTimeLinks, users } from '../schema/users.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { disableByOperator, issueOperatorLink } from './operator-acts.ts';

const NOW = Date.UTC(2026, 10, 24, 10) * 1000;
const account = { email: 'Cleo@example.com', now: NOW };
const id = newId(UserId);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(users).values({
    id,
    email: 'cleo@example.com',
    name: 'Cleo',
    passwordHash: 'of a password',
    roles: ['compliance'],
    createdAt: 0,
  });
});
afterAll(() => database.close());

test('whoever runs the machine makes a link, and disables an account, and the log says from where', async () => {
  const { db } = database;
  const token = await issueOperatorLink(db, account);
  const tokenHash = createHash('sha256').update(token).digest();
  const [link] = await db.select().from(oneTimeLinks).where(eq(oneTimeLinks.tokenHash, tokenHash));
  expect(link).toMatchObject({ userId: id, purpose: 'password-reset', usedAt: null });

  await db.insert(sessions).values({
    id: newId(SessionId),
    userId: id,
    begunAt: 0,
    lastUsedAt: 0,
    address: '192.0.2.1',
    userAgent: 'A test',
    signedInBy: 'password',
    hasSecondFactor: false,
  });
  await disableByOperator(db, account);
  expect(await db.select().from(users)).toMatchObject([{ disabledAt: NOW }]);
  expect(await db.select().from(sessions)).toMatchObject([{ endedAt: NOW, endedBy: 'disabled' }]);
  expect(await db.select().from(oneTimeLinks)).toEqual([]);
  const told = await db.select().from(auditEntries);
  expect(told.map(({ action, userId, details }) => [action, userId, details['by']])).toEqual([
    ['user.link-made', null, 'command line of the server'],
    ['user.disabled', null, 'command line of the server'],
  ]);
  expect(JSON.stringify(told)).not.toContain(token);
  await expect(issueOperatorLink(db, account)).rejects.toMatchObject({ code: 'not-found' });
});
