import { newId, PersonId, SessionId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redeemLink } from '../invitations/redeem-link.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import {
  inspectRecorderLink,
  makePortalLink,
  signInFromRecorder,
} from './sign-in-from-recorder.ts';

const MINUTE = 60_000_000;
const client = { address: '198.51.100.4', userAgent: 'Test' };
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** A computer, and the account of whom it records. */
async function recordedAccount(change: Partial<typeof users.$inferInsert> = {}) {
  const ctx = server.context();
  const device = await TestDevice.enrolled(ctx);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  const { user } = await makeUser(ctx, ['employee']);
  const personId = PersonId.parse(row?.personId);
  await ctx.db
    .update(users)
    .set({ personId, ...change })
    .where(eq(users.id, user.id));
  const ask = () => makePortalLink(device.in(ctx), { page: 'recordings' });
  const code = async () => new URL((await ask()).url).hash.slice(1);
  return { ctx, device, user, ask, code };
}

describe('a link that the recorder asks for', () => {
  test('signs its person in, once, and the audit log says so', async () => {
    const { ctx, device, user, code } = await recordedAccount();
    const given = await code();
    expect(await inspectRecorderLink(ctx, { code: given })).toEqual({ name: user.name });
    const entered = await signInFromRecorder(ctx, { code: given, client });
    expect(entered?.user.id).toBe(user.id);
    const sid = entered?.session ?? newId(SessionId);
    const [session] = await ctx.db.select().from(sessions).where(eq(sessions.id, sid));
    expect(session).toMatchObject({ signedInBy: 'recorder', hasSecondFactor: false });
    expect(await signInFromRecorder(ctx, { code: given, client })).toBeNull();
    const log = await ctx.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, user.id))
      .orderBy(desc(auditEntries.seq));
    expect(log.map(({ action }) => action).slice(0, 2)).toEqual([
      'session.began',
      'session.link-made',
    ]);
    expect(log[1]?.details).toEqual({ device: device.id });
  });

  test('is over after a minute, and when another is asked for', async () => {
    const { ctx, code } = await recordedAccount();
    const [first, second] = [await code(), await code()];
    expect(await signInFromRecorder(ctx, { code: first, client })).toBeNull();
    const later = { ...ctx, now: () => ctx.now() + MINUTE };
    expect(await signInFromRecorder(later, { code: second, client })).toBeNull();
    expect(await signInFromRecorder(ctx, { code: second, client })).not.toBeNull();
  });

  test('leads to the present day of the person, where they disagree', async () => {
    const { ctx, device } = await recordedAccount();
    const { url } = await makePortalLink(device.in(ctx), { page: 'remark' });
    expect(new URL(url).searchParams.get('next')).toMatch(/^\/people\/[\w-]+\/\d{4}-\d\d-\d\d$/);
  });

  test('sets no password', async () => {
    const { ctx, code } = await recordedAccount();
    const redeem = redeemLink(ctx, { token: await code(), password: 'correct horse battery' });
    await expect(redeem).rejects.toMatchObject({ code: 'not-found' });
  });

  test('opens no account that may do more than see its own, or none', async () => {
    for (const change of [
      { roles: ['employee', 'manager'] },
      { roles: ['compliance'] },
      { disabledAt: 1 },
    ] satisfies Partial<typeof users.$inferInsert>[]) {
      const { ask } = await recordedAccount(change);
      expect(await ask()).toMatchObject({ isSignedIn: false });
    }
  });

  test('opens none any more that was given another role meanwhile', async () => {
    const { ctx, user, code } = await recordedAccount();
    const given = await code();
    await ctx.db
      .update(users)
      .set({ roles: ['employee', 'admin'] })
      .where(eq(users.id, user.id));
    expect(await signInFromRecorder(ctx, { code: given, client })).toBeNull();
  });

  test('signs nobody in where the computer waits for approval', async () => {
    const { ctx, device, ask } = await recordedAccount();
    await ctx.db.update(devices).set({ approval: 'waiting' }).where(eq(devices.id, device.id));
    expect(await ask()).toMatchObject({ isSignedIn: false });
  });
});
