import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { passkeyChallenges } from '@workcompanion/db/schema/passkeys';
import { guessCounters, sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ProveOwner, RemovePasskey } from '../../../contract/account.ts';
import { hashPassword } from '../../auth/password.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { signInByPasskey } from '../../sign-in/auth-options.ts';
import { signIn } from '../../sign-in/sign-in.ts';
import { TestPasskey } from '../../testing/test-passkey.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeUser } from '../../testing/test-user.ts';
import { readAccount } from '../read-account.ts';
import { addPasskey, beginPasskey } from './add-passkey.ts';
import { challengePasskey } from './challenges.ts';
import { removePasskey, renamePasskey } from './own-passkeys.ts';

const PASSWORD = 'correct horse battery staple';
const passwordHash = await hashPassword(PASSWORD);
const MINUTE = 60_000_000;
const client = { address: '192.0.2.1', userAgent: 'A browser' };
const OWNER = ProveOwner.parse({ password: PASSWORD });
let now = Date.now() * 1000;

let server: TestServer;
let me: UserContext;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  now += 60 * MINUTE;
  const ctx = server.context({ now: () => now });
  await ctx.db.delete(guessCounters);
  me = await makeUser(ctx, ['compliance']);
  await me.db.update(users).set({ passwordHash }).where(eq(users.id, me.user.id));
});

/** A passkey of the account, and the recovery codes that came with it. */
async function added(proof = OWNER) {
  const passkey = new TestPasskey();
  const { challenge } = await beginPasskey(me, proof);
  const registration = passkey.register(challenge);
  return { passkey, ...(await addPasskey(me, { name: 'Laptop', registration })) };
}

async function challenged(): Promise<string> {
  return (await challengePasskey(me, client)).challenge;
}

async function enter(passkey: TestPasskey, signing = {}) {
  const assertion = passkey.assert(await challenged(), signing);
  return signInByPasskey(me, { assertion, client });
}

describe('a passkey', () => {
  test('is added by who knows the password, once, and signs in on its own', async () => {
    await expect(beginPasskey(me, ProveOwner.parse({}))).rejects.toMatchObject({
      code: 'wrong-password',
    });
    const { passkey, codes } = await added();
    expect(codes).toHaveLength(10);
    expect(await readAccount(me)).toMatchObject({
      passkeys: [{ id: passkey.credentialId, name: 'Laptop', lastUsedAt: null }],
      passkeyHost: 'portal.example',
    });
    const { challenge } = await beginPasskey(me, {
      ...OWNER,
      passkey: passkey.assert(await challenged()),
    });
    const again = { name: 'Again', registration: passkey.register(challenge) };
    await expect(addPasskey(me, again)).rejects.toMatchObject({ code: 'already-exists' });
    const entered = await enter(passkey);
    expect(entered?.user.id).toBe(me.user.id);
    const [row] = await me.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, entered?.session ?? me.session.id));
    expect(row).toMatchObject({ signedInBy: 'passkey', hasSecondFactor: true });
  });

  test('is a second factor: the password alone opens nothing any more', async () => {
    const { codes } = await added();
    const attempt = { email: me.user.email, password: PASSWORD, ...client };
    await expect(signIn(me, attempt)).rejects.toMatchObject({ code: 'second-factor-needed' });
    expect(await signIn(me, { ...attempt, code: codes[0] ?? '' })).not.toBeNull();
  });

  test('ends the sessions from before it, but its own', async () => {
    const attempt = { email: me.user.email, password: PASSWORD, ...client };
    const before = await signIn(me, attempt);
    await added();
    const open = await me.db.select().from(sessions).where(eq(sessions.userId, me.user.id));
    expect(open.find(({ id }) => id === before?.session)?.endedBy).toBe('second-factor-changed');
    expect(open.find(({ id }) => id === me.session.id)?.endedAt).toBeNull();
  });

  test('of somebody else’s challenge is not added', async () => {
    const other = await makeUser(me, ['admin']);
    await me.db.update(users).set({ passwordHash }).where(eq(users.id, other.user.id));
    const { challenge } = await beginPasskey(other, OWNER);
    const wish = { name: 'Thief', registration: new TestPasskey().register(challenge) };
    await expect(addPasskey(me, wish)).rejects.toMatchObject({ code: 'wrong-code' });
  });

  test('is renamed and removed by its owner alone, with what it signs', async () => {
    const { passkey } = await added();
    const id = passkey.credentialId;
    const other = await makeUser(me, ['admin']);
    const rename = renamePasskey(other, { passkey: id, name: 'Mine now' });
    await expect(rename).rejects.toMatchObject({ code: 'not-found' });
    await renamePasskey(me, { passkey: id, name: 'Desk' });
    const byPassword = RemovePasskey.parse({ ...OWNER, passkeyId: id });
    await expect(removePasskey(me, byPassword)).rejects.toMatchObject({
      code: 'second-factor-needed',
    });
    const signed = passkey.assert(await challenged());
    await removePasskey(me, { ...byPassword, passkey: signed });
    expect(await readAccount(me)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
    expect(await enter(passkey)).toBeNull();
    const told = await me.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, me.user.id))
      .orderBy(asc(auditEntries.seq));
    expect(told.map(({ action }) => action)).toEqual([
      'account.passkey-added',
      'account.passkey-removed',
    ]);
  });
});

describe('nobody gets in', () => {
  test('with a passkey that nobody here has', async () => {
    expect(await enter(new TestPasskey())).toBeNull();
  });

  test('by what was signed before: a challenge is good once, and for five minutes', async () => {
    const { passkey } = await added();
    const assertion = passkey.assert(await challenged());
    expect(await signInByPasskey(me, { assertion, client })).not.toBeNull();
    expect(await signInByPasskey(me, { assertion, client })).toBeNull();
    const late = passkey.assert(await challenged());
    now += 6 * MINUTE;
    expect(await signInByPasskey(me, { assertion: late, client })).toBeNull();
    await challenged();
    expect(await me.db.select().from(passkeyChallenges)).toHaveLength(1);
  });

  test('by a challenge that was made to add one, or by none of ours', async () => {
    const { passkey } = await added();
    const signed = passkey.assert(await challenged());
    const { challenge } = await beginPasskey(me, { ...OWNER, passkey: signed });
    for (const foreign of [challenge, 'AAAAAAAAAAAAAAAAAAAAAA']) {
      const assertion = passkey.assert(foreign);
      expect(await signInByPasskey(me, { assertion, client })).toBeNull();
    }
  });

  test('by what was signed for another site, without its owner, or by another key', async () => {
    const { passkey } = await added();
    expect(await enter(passkey, { origin: 'https://portal.example.evil.example' })).toBeNull();
    expect(await enter(passkey, { isVerified: false })).toBeNull();
    const { response } = new TestPasskey().assert(await challenged());
    const forged = { ...passkey.assert(await challenged()), response };
    expect(await signInByPasskey(me, { assertion: forged, client })).toBeNull();
    expect(await enter(passkey)).not.toBeNull();
  });

  test('with a copy of it, whose counter is behind', async () => {
    const { passkey } = await added();
    expect(await enter(passkey, { counter: 40 })).not.toBeNull();
    expect(await enter(passkey, { counter: 40 })).toBeNull();
    expect(await enter(passkey, { counter: 41 })).not.toBeNull();
  });

  test('into an account that is disabled', async () => {
    const { passkey } = await added();
    await me.db.update(users).set({ disabledAt: 1 }).where(eq(users.id, me.user.id));
    expect(await enter(passkey)).toBeNull();
  });
});
