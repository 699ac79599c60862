import { newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { verifyAuditChain } from '@workcompanion/db/audit/verify-audit-chain';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { people } from '@workcompanion/db/schema/people';
import { sessions } from '@workcompanion/db/schema/sessions';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InviteUser, ListUsers, UsersPage } from '../../contract/users.ts';
import { currentSession } from '../auth/current-session.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { inspectLink } from '../invitations/find-open-link.ts';
import { redeemLink } from '../invitations/redeem-link.ts';
import { verifySignIn } from '../sign-in/sign-in.ts';
import { atOnce } from '../testing/at-once.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';
import { changeUser } from './change-user.ts';
import { disableUser, enableUser } from './disable-user.ts';
import { inviteUser } from './invite-user.ts';
import { listUsers } from './list-users.ts';
import { makeAccountLink } from './make-account-link.ts';

let server: TestServer;
let ctx: ServerContext;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  await ctx.db.delete(teamManagers);
  await ctx.db.delete(oneTimeLinks);
  await ctx.db.delete(sessions);
  await ctx.db.delete(users);
  admin = await makeUser(ctx, ['admin']);
});

const PASSWORD = 'correct horse battery staple';
const address = '192.0.2.1';

function wish(overrides: Partial<InviteUser> = {}): InviteUser {
  return InviteUser.parse({
    name: 'Mara',
    email: 'Mara@Example.com',
    roles: ['manager'],
    teams: [],
    personId: null,
    ...overrides,
  });
}

async function makeTeam(): Promise<TeamId> {
  const id = newId(TeamId);
  await ctx.db.insert(teams).values({ id, name: `Team ${id}`, createdAt: 0 });
  return id;
}

function tokenOf(url: string | null): string {
  const token = new URL(url ?? '').searchParams.get('token');
  if (token === null) throw new Error(`no token in ${url}`);
  return token;
}

async function signIn(email: string, password = PASSWORD) {
  const verdict = await verifySignIn(ctx, { email, password, address });
  return verdict.ok ? verdict.user : null;
}

async function list(query: Record<string, string> = {}) {
  return UsersPage.parse(await listUsers(admin, ListUsers.parse(query)));
}

async function actionsOn(id: string) {
  const rows = await ctx.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.entityId, id))
    .orderBy(asc(auditEntries.seq));
  return rows.map(({ action }) => action);
}

describe('an invitation', () => {
  test('opens an account with its duties, once', async () => {
    const team = await makeTeam();
    const link = await atOnce(inviteUser(admin, wish({ teams: [team] })));
    expect(link.url).toMatch(/^https:\/\/portal\.example\/join\?token=[\w-]{43}$/);
    expect(await signIn('mara@example.com', '')).toBeNull();
    const token = tokenOf(link.url);
    expect(await inspectLink(ctx, { token })).toEqual({
      purpose: 'invitation',
      name: 'Mara',
      email: 'mara@example.com',
    });
    await redeemLink(ctx, { token, password: PASSWORD });
    expect(await signIn('mara@example.com')).toMatchObject({ id: link.user, roles: ['manager'] });
    const again = redeemLink(ctx, { token, password: 'another long password' });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
    await expect(inspectLink(ctx, { token })).rejects.toMatchObject({ code: 'not-found' });
    const { items } = await list({ q: 'mara' });
    expect(items).toMatchObject([{ status: 'active', teams: [{ id: team }], linkExpiresAt: null }]);
    expect(await actionsOn(link.user)).toEqual(['user.invited', 'user.link-mailed', 'user.joined']);
  });

  test.each(['password1234', 'qwertyuiop12', '111111111111', 'wei.lin@example.com'])(
    'takes no password that is guessed early: %s',
    async (password) => {
      const person = wish({ email: 'wei.lin@example.com', name: 'Wei Lin' });
      const { url } = await atOnce(inviteUser(admin, person));
      const redeem = redeemLink(ctx, { token: tokenOf(url), password });
      await expect(redeem).rejects.toMatchObject({ code: 'password-too-common' });
      await redeemLink(ctx, { token: tokenOf(url), password: PASSWORD });
    },
  );

  test('is redeemed once, however many try at once', async () => {
    const token = tokenOf((await atOnce(inviteUser(admin, wish()))).url);
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => redeemLink(ctx, { token, password: `${PASSWORD} ${n}` })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that is made anew ends the one before it', async () => {
    const first = await atOnce(inviteUser(admin, wish()));
    const second = await atOnce(makeAccountLink(admin, { user: first.user }));
    const redeem = redeemLink(ctx, { token: tokenOf(first.url), password: PASSWORD });
    await expect(redeem).rejects.toMatchObject({ code: 'not-found' });
    await redeemLink(ctx, { token: tokenOf(second.url), password: PASSWORD });
  });

  test('ends after a week, and with the account', async () => {
    const { url, user, expiresAt } = await atOnce(inviteUser(admin, wish()));
    const token = tokenOf(url);
    const later = { ...ctx, now: () => expiresAt };
    await expect(inspectLink(later, { token })).rejects.toMatchObject({ code: 'not-found' });
    await disableUser(admin, { user });
    await expect(inspectLink(ctx, { token })).rejects.toMatchObject({ code: 'not-found' });
    await enableUser(admin, { user });
    await expect(inspectLink(ctx, { token })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('keeps the token out of the database and the audit log', async () => {
    const token = tokenOf((await atOnce(inviteUser(admin, wish()))).url);
    const kept = [
      await ctx.db.select().from(oneTimeLinks),
      await ctx.db.select().from(auditEntries),
    ];
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test.each([
    ['the address has an account', { email: 'MARA@example.com' }],
    ['the person has one', { email: 'other@example.com' }],
  ])('is refused when %s', async (_, bent) => {
    const personId = newId(PersonId);
    await ctx.db
      .insert(people)
      .values({ id: personId, name: 'Mara', timeZone: 'UTC', createdAt: 0 });
    await atOnce(inviteUser(admin, wish({ personId })));
    const second = inviteUser(admin, wish({ personId, ...bent }));
    await expect(second).rejects.toMatchObject({ code: 'already-exists' });
  });
});

describe('a link for another password', () => {
  test('lets the present one count until then, and ends sessions', async () => {
    const { url, user } = await atOnce(inviteUser(admin, wish()));
    await redeemLink(ctx, { token: tokenOf(url), password: PASSWORD });
    const before = await sessionCookie(ctx, user);
    const reset = await atOnce(makeAccountLink(admin, { user }));
    expect(await signIn('mara@example.com')).not.toBeNull();
    await redeemLink(ctx, { token: tokenOf(reset.url), password: 'quite another password' });
    expect(await signIn('mara@example.com')).toBeNull();
    expect(await signIn('mara@example.com', 'quite another password')).not.toBeNull();
    const asked = { cookieHeader: before, isUse: true, isFootage: false };
    await expect(currentSession(ctx, asked)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await actionsOn(user)).slice(-3)).toEqual([
      'user.link-made',
      'user.link-mailed',
      'user.password-reset',
    ]);
  });
});

describe('the last administrator', () => {
  const keep = { teams: [], personId: null, name: 'Ada' };

  test('can neither lay the role down nor be disabled', async () => {
    const user = admin.user.id;
    const lay = changeUser(admin, { ...keep, user, roles: ['auditor'] });
    // Nobody gives themselves another role, which is told first.
    await expect(lay).rejects.toMatchObject({ code: 'forbidden' });
    const both = await makeUser(ctx, ['admin', 'auditor']);
    await changeUser(both, { ...keep, user, roles: ['auditor'] });
    const last = changeUser(both, { ...keep, user: both.user.id, roles: ['auditor'] });
    await expect(last).rejects.toMatchObject({ code: 'last-admin' });
    await expect(disableUser(both, { user: both.user.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(disableUser(admin, { user: both.user.id })).rejects.toMatchObject({
      code: 'last-admin',
    });
  });

  test('is not replaced by one who was only invited', async () => {
    await atOnce(inviteUser(admin, wish({ roles: ['admin'] })));
    const both = await makeUser(ctx, ['admin', 'compliance']);
    await disableUser(both, { user: admin.user.id });
    const last = changeUser(both, { ...keep, user: both.user.id, roles: ['compliance'] });
    await expect(last).rejects.toMatchObject({ code: 'last-admin' });
  });

  test('remains when two take the role from each other at once', async () => {
    const other = await makeUser(ctx, ['admin']);
    const done = await Promise.allSettled([
      changeUser(admin, { ...keep, user: other.user.id, roles: ['employee'] }),
      changeUser(other, { ...keep, user: admin.user.id, roles: ['employee'] }),
    ]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the list', () => {
  test('finds by words, role and status, page by page', async () => {
    for (const name of ['Bea', 'Cy', 'Dee']) {
      await atOnce(
        inviteUser(admin, wish({ name, email: `${name}@example.com`, roles: ['auditor'] })),
      );
    }
    const first = await list({ role: 'auditor', limit: '2' });
    const second = await list({ role: 'auditor', limit: '2', cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Bea', 'Cy', 'Dee']);
    expect(second.next).toBeNull();
    expect((await list({ status: 'invited' })).items).toHaveLength(3);
    expect((await list({ status: 'active' })).items.map(({ name }) => name)).toEqual(['Ada']);
    expect((await list({ q: 'dee@' })).items.map(({ name }) => name)).toEqual(['Dee']);
    expect(first.bothDuties).toEqual([]);
  });

  test('names who runs the system and watches too', async () => {
    await makeUser(ctx, ['admin', 'compliance']);
    expect((await list()).bothDuties).toEqual(['Ada']);
  });
});

test('the audit chain is whole', async () => {
  expect(await verifyAuditChain(ctx.db)).toMatchObject({ ok: true });
});
