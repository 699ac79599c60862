import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { guessCounters, sessions } from '@workcompanion/db/schema/sessions';
import { recoveryCodes, users } from '@workcompanion/db/schema/users';
import { asc, eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ProveOwner } from '../../contract/account.ts';
import { hashPassword } from '../auth/password.ts';
import type { UserContext } from '../auth/user-context.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { changePassword } from './change-password.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
} from './own-second-factor.ts';
import { readAccount } from './read-account.ts';
import { stepOfCode } from './totp.ts';

const PASSWORD = 'correct horse battery staple';
const OWNER = ProveOwner.parse({ password: PASSWORD });
const MINUTE = 60_000_000;
let now = Date.UTC(2026, 10, 24, 10) * 1000;

let server: TestServer;
let me: UserContext;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  now += 10 * MINUTE;
  const ctx = server.context({ now: () => now });
  await ctx.db.delete(guessCounters);
  me = await makeUser(ctx, ['manager']);
  await me.db
    .update(users)
    .set({ passwordHash: await hashPassword(PASSWORD) })
    .where(eq(users.id, me.user.id));
});

function codeOf(secret: string, at = now): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at / 1000 });
}

async function tryTo(code: string, password = PASSWORD) {
  const attempt = { email: me.user.email, password, code, address: '192.0.2.1' };
  return (await signIn(me, attempt))?.user ?? null;
}

/** The shared secret and the recovery codes. */
async function setUp() {
  const { secret, uri } = await beginSecondFactor(me, OWNER);
  const { codes } = await confirmSecondFactor(me, { code: codeOf(secret) });
  now += MINUTE;
  return { secret, uri, codes };
}

async function told() {
  const rows = await me.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.entityId, me.user.id))
    .orderBy(asc(auditEntries.seq));
  return rows.map(({ action, details }) => [action, details['by'] ?? details['why'] ?? null]);
}

test('codes are those of RFC 6238, appendix B', () => {
  const secret = Buffer.from('12345678901234567890');
  // The appendix prints eight digits: the last six are ours.
  expect(stepOfCode(secret, '287082', 59_000)).toBe(1);
  expect(stepOfCode(secret, '081804', 1_111_111_109_000)).toBe(37_037_036);
  expect(stepOfCode(secret, '353130', 20_000_000_000_000)).toBe(666_666_666);
  expect(stepOfCode(secret, '287082', 59_000 + 61_000)).toBeNull();
});

describe('a second factor', () => {
  test('is asked for once it was confirmed, and only then', async () => {
    const { secret, uri } = await beginSecondFactor(me, OWNER);
    expect(uri).toContain('otpauth://totp/WorkCompanion:');
    expect(await tryTo('')).not.toBeNull();
    const wrong = confirmSecondFactor(me, { code: codeOf(secret, now + 10 * MINUTE) });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-code' });
    await confirmSecondFactor(me, { code: codeOf(secret) });
    await expect(tryTo('')).rejects.toMatchObject({ code: 'second-factor-needed' });
    expect(await readAccount(me)).toMatchObject({ secondFactorSince: now, recoveryCodesLeft: 10 });
  });

  test('takes each code once, also within its half minute', async () => {
    const { secret } = await setUp();
    const code = codeOf(secret);
    expect(await tryTo(code)).toMatchObject({ id: me.user.id });
    expect(await tryTo(code)).toBeNull();
    expect(await tryTo(codeOf(secret, now - MINUTE))).toBeNull();
    now += MINUTE;
    expect(await tryTo(codeOf(secret))).not.toBeNull();
    expect(await told()).toEqual([
      ['account.second-factor-added', null],
      ['session.began', 'totp'],
      ['session.refused', 'code'],
      ['session.refused', 'code'],
      ['session.began', 'totp'],
    ]);
  });

  test('does not confirm a password that is wrong', async () => {
    const { secret } = await setUp();
    expect(await tryTo(codeOf(secret), 'wrong')).toBeNull();
    expect(await tryTo('', 'wrong')).toBeNull();
  });

  test('takes each recovery code once, however it is typed', async () => {
    const { codes } = await setUp();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(code).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
    expect(await tryTo(` ${code.toUpperCase().replaceAll('-', ' ')} `)).not.toBeNull();
    expect(await tryTo(code)).toBeNull();
    expect(await readAccount(me)).toMatchObject({ recoveryCodesLeft: 9 });
    const kept = await me.db.select().from(recoveryCodes);
    expect(JSON.stringify(kept)).not.toContain(codes[1]);
  });

  test('is not guessed: ten wrong codes from whatever addresses, and none is heard', async () => {
    const { secret } = await setUp();
    const attempt = { email: me.user.email, password: PASSWORD };
    for (let n = 0; n < 10; n += 1) {
      expect(await signIn(me, { ...attempt, code: 'abcd', address: `192.0.2.${n}` })).toBeNull();
    }
    const right = signIn(me, { ...attempt, code: codeOf(secret), address: '192.0.2.99' });
    await expect(right).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test('lies wrapped, and opens for no other account', async () => {
    const { secret } = await setUp();
    const [row] = await me.db.select().from(users).where(eq(users.id, me.user.id));
    const kept = row?.totpSecret ?? Buffer.alloc(0);
    expect(kept.includes(Buffer.from(Secret.fromBase32(secret).buffer))).toBe(false);
    const other = await makeUser(me, ['manager']);
    await me.db.update(users).set({ totpSecret: kept }).where(eq(users.id, other.user.id));
    const confirm = confirmSecondFactor(other, { code: codeOf(secret) });
    await expect(confirm).rejects.toMatchObject({ code: 'internal' });
  });

  test('is not removed by a password alone, nor by a code alone', async () => {
    const { secret, codes } = await setUp();
    const remove = (proof: Partial<ProveOwner>) =>
      removeOwnSecondFactor(me, { ...OWNER, ...proof });
    const attempts: [Partial<ProveOwner>, string][] = [
      [{}, 'second-factor-needed'],
      [{ code: '000000' }, 'wrong-code'],
      [{ password: 'wrong', code: codes[0] ?? '' }, 'wrong-password'],
      [{ password: '', code: codes[0] ?? '' }, 'wrong-password'],
    ];
    for (const [proof, code] of attempts) {
      await expect(remove(proof)).rejects.toMatchObject({ code });
    }
    expect(await readAccount(me)).toMatchObject({ recoveryCodesLeft: 10 });
    await expect(tryTo('')).rejects.toMatchObject({ code: 'second-factor-needed' });
    expect(await tryTo(codeOf(secret))).not.toBeNull();
  });

  test('goes by the password and a code, with its recovery codes, and ends older sessions', async () => {
    const { codes } = await setUp();
    const older = await signIn(me, {
      email: me.user.email,
      password: PASSWORD,
      code: codes[0] ?? '',
      address: '192.0.2.1',
    });
    await removeOwnSecondFactor(me, { ...OWNER, code: codes[1] ?? '' });
    const [row] = await me.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, older?.session ?? me.session.id));
    expect(row?.endedBy).toBe('second-factor-changed');
    expect(await tryTo('')).not.toBeNull();
    expect(await readAccount(me)).toMatchObject({ secondFactorSince: null, recoveryCodesLeft: 0 });
  });
});

describe("one's own password", () => {
  test('is changed by who knows it', async () => {
    const next = 'quite another password';
    const wrong = changePassword(me, { current: 'wrong', next });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-password' });
    await changePassword(me, { current: PASSWORD, next });
    const user = await tryTo('', next);
    expect(user).toMatchObject({ id: me.user.id, lastSignInAt: null });
    expect(await tryTo('')).toBeNull();
  });

  test('is not guessed in a session that was left open', async () => {
    const guess = () => changePassword(me, { current: 'wrong', next: 'quite another password' });
    for (let n = 0; n < 5; n += 1) {
      await expect(guess()).rejects.toMatchObject({ code: 'wrong-password' });
    }
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-requests' });
  });
});

test('a sign-in that fails is told, without what may be a password', async () => {
  const before = (await me.db.select().from(auditEntries)).length;
  await signIn(me, { email: 'my secret password', password: 'x', address: '192.0.2.7' });
  await signIn(me, { email: 'Nobody@example.com', password: 'x', address: '192.0.2.7' });
  const rows = await me.db.select().from(auditEntries).orderBy(asc(auditEntries.seq));
  expect(rows.slice(before).map(({ details }) => details)).toEqual([
    { email: null, address: '192.0.2.7', why: 'unknown' },
    { email: 'nobody@example.com', address: '192.0.2.7', why: 'unknown' },
  ]);
});
