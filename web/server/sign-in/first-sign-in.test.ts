import { randomBytes } from 'node:crypto';
import { verifyAuditChain } from '@workcompanion/db/audit/verify-audit-chain';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { guessCounters, sessions } from '@workcompanion/db/schema/sessions';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addressLimit, countGuess, forgiveGuess, type GuessLimit } from '../auth/guess-limits.ts';
import { hashPassword } from '../auth/password.ts';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { isFirstLinkOpen, redeemFirstSignIn } from './first-sign-in.ts';
import { type SignInAttempt, signIn, verifySignIn as verdictOf } from './sign-in.ts';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  ctx = server.context();
  await ctx.db.delete(guessCounters);
  await ctx.db.delete(oneTimeLinks);
  await ctx.db.delete(sessions);
  await ctx.db.delete(users);
});

/** The account, or null when it was refused. */
async function verifySignIn(own: ServerContext, attempt: SignInAttempt) {
  const verdict = await verdictOf(own, attempt);
  return verdict.ok ? verdict.user : null;
}

const PASSWORD = 'correct horse battery staple';
const WISH = { name: 'Ada', email: 'Ada@Example.com', password: PASSWORD };

async function makeLink(overrides: Partial<typeof oneTimeLinks.$inferInsert> = {}) {
  const token = randomBytes(32).toString('base64url');
  await ctx.db.insert(oneTimeLinks).values({
    tokenHash: sha256(token),
    purpose: 'first-admin',
    createdAt: ctx.now(),
    expiresAt: ctx.now() + 1_000_000,
    ...overrides,
  });
  return token;
}

describe('the first link', () => {
  test('makes an account that runs and watches, once', async () => {
    const token = await makeLink();
    await redeemFirstSignIn(ctx, { ...WISH, token });
    const [user] = await ctx.db.select().from(users);
    expect(user).toMatchObject({ email: 'ada@example.com', roles: ['admin', 'compliance'] });
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const [entry] = await ctx.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, user?.id ?? ''));
    expect(entry).toMatchObject({ action: 'user.created' });
    expect(JSON.stringify(entry)).not.toContain('argon2');
    await expect(redeemFirstSignIn(ctx, { ...WISH, token })).rejects.toMatchObject({
      code: 'already-exists',
    });
    expect(await ctx.db.select().from(users)).toHaveLength(1);
  });

  test('that is none costs no hash of a password', async () => {
    const cpuOf = async (act: () => Promise<unknown>) => {
      const before = process.cpuUsage();
      await act();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const hashed = await cpuOf(() => hashPassword(WISH.password));
    const refusals = [];
    for (let n = 0; n < 4; n += 1) {
      const redeem = () =>
        expect(redeemFirstSignIn(ctx, { ...WISH, token: `none ${n}` })).rejects.toThrow();
      refusals.push(await cpuOf(redeem));
    }
    // The processor's time, not the clock's: the machine may be busy with something else.
    expect(Math.min(...refusals)).toBeLessThan(hashed / 2);
  });

  test('shows its form while an account can be made by it', async () => {
    const token = await makeLink();
    const another = await makeLink();
    expect(await isFirstLinkOpen(ctx, token)).toBe(true);
    expect(await isFirstLinkOpen(ctx, 'x'.repeat(43))).toBe(false);
    expect(await isFirstLinkOpen(ctx, await makeLink({ expiresAt: 1 }))).toBe(false);
    expect(await isFirstLinkOpen(ctx, await makeLink({ usedAt: 1 }))).toBe(false);
    await redeemFirstSignIn(ctx, { ...WISH, token });
    expect(await isFirstLinkOpen(ctx, token)).toBe(false);
    expect(await isFirstLinkOpen(ctx, another)).toBe(false);
  });

  test.each([
    ['that nobody printed', async () => 'x'.repeat(43), 'not-found'],
    ['that has expired', () => makeLink({ expiresAt: 1 }), 'not-found'],
    ['that was used', () => makeLink({ usedAt: 1 }), 'already-exists'],
  ])('%s makes none', async (_, link, code) => {
    const token = await link();
    await expect(redeemFirstSignIn(ctx, { ...WISH, token })).rejects.toMatchObject({ code });
    expect(await ctx.db.select().from(users)).toEqual([]);
  });

  test('makes one account, however many redeem links at once', async () => {
    const tokens = [await makeLink(), await makeLink(), await makeLink()];
    const tries = tokens.flatMap((token, n) => [
      redeemFirstSignIn(ctx, { ...WISH, email: `a${n}@example.com`, token }),
      redeemFirstSignIn(ctx, { ...WISH, email: `b${n}@example.com`, token }),
    ]);
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    expect(await ctx.db.select().from(users)).toHaveLength(1);
  });

  test('leaves the audit chain whole', async () => {
    expect(await verifyAuditChain(ctx.db)).toMatchObject({ ok: true });
  });
});

describe('a sign-in', () => {
  const address = '192.0.2.1';
  beforeEach(async () => redeemFirstSignIn(ctx, { ...WISH, token: await makeLink() }));

  test('with the right password finds the account, however the address is written', async () => {
    const found = await verifySignIn(ctx, {
      email: ' ADA@example.com',
      password: PASSWORD,
      address,
    });
    expect(found).toMatchObject({ name: 'Ada' });
  });

  test('with a wrong password, of nobody, or of a disabled account finds none', async () => {
    expect(await verifySignIn(ctx, { email: WISH.email, password: 'x', address })).toBeNull();
    expect(
      await verifySignIn(ctx, { email: 'b@example.com', password: PASSWORD, address }),
    ).toBeNull();
    await ctx.db.update(users).set({ disabledAt: 1 });
    expect(await verifySignIn(ctx, { email: WISH.email, password: PASSWORD, address })).toBeNull();
  });

  test('of nobody takes as long as one with a wrong password', async () => {
    // The processor's time, not the clock's: the machine may be busy with something else.
    const taken = {
      [WISH.email]: Number.POSITIVE_INFINITY,
      'b@example.com': Number.POSITIVE_INFINITY,
    };
    for (let n = 0; n < 4; n += 1) {
      for (const [email, least] of Object.entries(taken)) {
        const before = process.cpuUsage();
        await verifySignIn(ctx, { email, password: 'x', address: `192.0.2.${n}` });
        const { user, system } = process.cpuUsage(before);
        taken[email] = Math.min(least, user + system);
      }
    }
    const [known = 0, unknown = 0] = Object.values(taken);
    // Without the decoy it takes a hundredth.
    expect(unknown).toBeGreaterThan(known / 10);
  });

  test('is not heard after five failures, from that address and for that account', async () => {
    const guess = () => verifySignIn(ctx, { email: WISH.email, password: 'x', address });
    for (let n = 0; n < 5; n += 1) expect(await guess()).toBeNull();
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-requests' });
    const right = { email: WISH.email, password: PASSWORD };
    await expect(verifySignIn(ctx, { ...right, address })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(await verifySignIn(ctx, { ...right, address: '192.0.2.2' })).not.toBeNull();
  });

  test('is not guessed from many addresses either, and its owner is not locked out by that', async () => {
    const wrong = { email: WISH.email, password: 'x' };
    const right = { email: WISH.email, password: PASSWORD };
    expect(await signIn(ctx, { ...right, address: '192.0.2.200' })).not.toBeNull();
    for (let n = 0; n < 30; n += 1) {
      expect(await verifySignIn(ctx, { ...wrong, address: `198.51.100.${n}` })).toBeNull();
    }
    for (const guess of [wrong, right]) {
      const refused = verifySignIn(ctx, { ...guess, address: '198.51.100.99' });
      await expect(refused).rejects.toMatchObject({ code: 'too-many-requests' });
    }
    expect(await verifySignIn(ctx, { ...right, address: '192.0.2.200' })).not.toBeNull();
  });

  test('counts guesses that come side by side', async () => {
    const guesses = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        verifySignIn(ctx, { email: WISH.email, password: 'x', address }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('that succeeds forgets the failures before it', async () => {
    for (let n = 0; n < 12; n += 1) {
      const password = n % 4 === 3 ? PASSWORD : 'x';
      const found = await verifySignIn(ctx, { email: WISH.email, password, address });
      expect(found === null).toBe(password === 'x');
    }
  });

  test('is not heard from an address that tries account after account', async () => {
    const right = { email: WISH.email, password: PASSWORD };
    // Those who know their password are not counted, however many come from there.
    for (let n = 0; n < 55; n += 1) await forgiveGuess(ctx, await counted(addressLimit(address)));
    for (let n = 0; n < 50; n += 1) await counted(addressLimit(address));
    await expect(verifySignIn(ctx, { ...right, address })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(await verifySignIn(ctx, { ...right, address: '192.0.2.9' })).not.toBeNull();
  });

  test('is counted by all nodes together, and from nothing again a quarter later', async () => {
    const other = server.context();
    const guess = { email: WISH.email, password: 'x', address };
    for (const node of [ctx, other, ctx, other, ctx]) await verifySignIn(node, guess);
    const right = { ...guess, password: PASSWORD };
    await expect(verifySignIn(other, right)).rejects.toMatchObject({ code: 'too-many-requests' });
    const later = server.context({ now: () => Date.now() * 1000 + 15 * 60_000_000 });
    expect(await verifySignIn(later, right)).not.toBeNull();
  });

  async function counted(limit: GuessLimit) {
    await countGuess(ctx, limit);
    return limit;
  }
});
