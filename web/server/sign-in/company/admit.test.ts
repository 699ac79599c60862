import { newId, SessionId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { sessions } from '@workcompanion/db/schema/sessions';
import { oneTimeLinks, userIdentities, users } from '@workcompanion/db/schema/users';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../../context.ts';
import { atOnce } from '../../testing/at-once.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeUser } from '../../testing/test-user.ts';
import { disableUser } from '../../users/disable-user.ts';
import { inviteUser } from '../../users/invite-user.ts';
import { admit, admitArrival } from './admit.ts';
import type { CompanyClaims } from './company-provider.ts';
import type { CompanySignIn } from './company-sign-in.ts';

const COMPANY: CompanySignIn = {
  issuer: 'https://login.example.com',
  clientId: 'portal',
  clientSecret: 'secret',
  name: 'Example',
  rolesClaim: null,
  provision: 'invited',
  vouchesForEmail: false,
  secondFactorClaims: ['mfa', 'urn:example:two'],
};
const AUTO: CompanySignIn = { ...COMPANY, provision: 'auto', rolesClaim: 'groups' };
const MARA = { sub: 'mara-1', email: 'Mara@Example.com', email_verified: true, name: 'Mara' };
const client = { address: '192.0.2.1', userAgent: 'A browser' };

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  ctx = server.context({ company: COMPANY });
  await ctx.db.delete(userIdentities);
  await ctx.db.delete(oneTimeLinks);
  await ctx.db.delete(sessions);
  await ctx.db.delete(users);
});

async function invite() {
  const admin = await makeUser(ctx, ['admin']);
  const roles = ['manager' as const];
  const duties = { name: 'Mara', roles, teams: [], personId: null };
  const { user } = await atOnce(inviteUser(admin, { ...duties, email: 'mara@example.com' }));
  return { admin, user };
}

async function comeAs(claims: CompanyClaims) {
  return (await admit(ctx, { company: COMPANY, claims, client })).user;
}

async function actionsOn(id: string) {
  const rows = await ctx.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.entityId, id))
    .orderBy(asc(auditEntries.seq));
  return rows.map(({ action }) => action);
}

describe('somebody whom the company let in', () => {
  test('has the account that was made for their address, and keeps it when the address changes', async () => {
    const { user } = await invite();
    const first = await comeAs(MARA);
    expect(first).toMatchObject({ id: user, roles: ['manager'] });
    const moved = { ...MARA, email: 'mara.silva@example.com' };
    expect(await comeAs(moved)).toMatchObject({ id: user });
    expect(await actionsOn(user)).toEqual([
      'user.invited',
      'user.link-mailed',
      'user.identity-linked',
      'session.began',
      'session.began',
    ]);
  });

  test.each([
    ['without an account', { ...MARA, email: 'nobody@example.com' }],
    ['with an address that the provider has not verified', { ...MARA, email_verified: false }],
    ['with an address of which the provider says nothing', { ...MARA, email_verified: undefined }],
    ['with what is no word on the address', { ...MARA, email_verified: 'perhaps' }],
    ['without an address', { sub: 'mara-1' }],
  ])('%s is turned away, which is told', async (_, claims) => {
    await invite();
    expect(await admitArrival(ctx, { profile: claims, client })).toBeNull();
    expect(await ctx.db.select().from(userIdentities)).toEqual([]);
    const told = await ctx.db.select().from(auditEntries).orderBy(asc(auditEntries.seq));
    expect(told.at(-1)).toMatchObject({
      action: 'session.refused',
      details: { why: 'company: forbidden' },
    });
  });

  test('is turned away when the account is disabled, known or not', async () => {
    const { admin, user } = await invite();
    await disableUser(admin, { user });
    expect(await admitArrival(ctx, { profile: MARA, client })).toBeNull();
    await ctx.db.update(users).set({ disabledAt: null }).where(eq(users.id, user));
    expect(await admitArrival(ctx, { profile: MARA, client })).not.toBeNull();
    await disableUser(admin, { user });
    expect(await admitArrival(ctx, { profile: MARA, client })).toBeNull();
  });
});

describe('an address', () => {
  test('counts without the provider’s word where the operator vouches for it', async () => {
    const { user } = await invite();
    const company = { ...COMPANY, vouchesForEmail: true };
    const claims = { ...MARA, email_verified: undefined };
    expect((await admit(ctx, { company, claims, client })).user).toMatchObject({ id: user });
  });

  test('takes no account from whoever came by it first', async () => {
    const { user } = await invite();
    await comeAs(MARA);
    const thief = { ...MARA, sub: 'thief-1' };
    expect(await admitArrival(ctx, { profile: thief, client })).toBeNull();
    ctx = server.context({ company: AUTO });
    expect(await admitArrival(ctx, { profile: thief, client })).toBeNull();
    expect(await ctx.db.select().from(userIdentities)).toMatchObject([
      { userId: user, subject: 'mara-1' },
    ]);
  });

  test('makes no account of its own while nobody has made sure of it', async () => {
    ctx = server.context({ company: AUTO });
    const profile = { ...MARA, email_verified: undefined };
    expect(await admitArrival(ctx, { profile, client })).toBeNull();
    expect(await ctx.db.select().from(users)).toEqual([]);
  });
});

describe('the provider', () => {
  test.each([
    [{ amr: ['pwd', 'mfa'] }, true],
    [{ acr: 'urn:example:two' }, true],
    [{}, false],
    [{ amr: ['pwd', 'otp'] }, false],
    [{ amr: 'mfa' }, false],
    [{ amr: ['MFA', 'mfa2', ''] }, false],
    [{ acr: ['mfa'] }, false],
    [{ mfa: true, second_factor: 'mfa' }, false],
  ])('that says %j has asked for a second factor: %j', async (said, hasAsked) => {
    await invite();
    const entered = await admitArrival(ctx, { profile: { ...MARA, ...said }, client });
    const [row] = await ctx.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, entered?.session ?? newId(SessionId)));
    expect(row).toMatchObject({ signedInBy: 'company', hasSecondFactor: hasAsked });
  });
});

describe('with accounts made by themselves', () => {
  const come = async (claims: Record<string, unknown> = {}) =>
    (await admit(ctx, { company: AUTO, claims: { ...MARA, ...claims }, client })).user;

  test('whoever comes is a person, unless the claim says otherwise', async () => {
    expect(await come()).toMatchObject({ email: 'mara@example.com', roles: ['employee'] });
    const claims = { sub: 'b', email: 'b@example.com', groups: ['auditor', 'x', 'compliance'] };
    expect(await come(claims)).toMatchObject({ roles: ['compliance', 'auditor'] });
  });

  test('roles follow the claim at each sign-in, and stay without one', async () => {
    await makeUser(ctx, ['admin']);
    const { id } = await come({ groups: 'manager auditor' });
    expect(await come({ groups: 'auditor' })).toMatchObject({ id, roles: ['auditor'] });
    expect(await come()).toMatchObject({ id, roles: ['auditor'] });
    expect((await actionsOn(id)).filter((action) => action === 'user.roles-mapped')).toHaveLength(
      1,
    );
  });

  test('the claim does not take the role of the last administrator', async () => {
    await makeUser(ctx, ['admin']);
    await come({ groups: 'admin' });
    await ctx.db.delete(sessions);
    await ctx.db.delete(users).where(eq(users.name, 'Ada'));
    await expect(come({ groups: 'auditor' })).rejects.toMatchObject({ code: 'last-admin' });
  });
});
