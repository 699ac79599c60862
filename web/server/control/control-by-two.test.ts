import { newId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { verifyAuditChain } from '@workcompanion/db/audit/verify-audit-chain';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { desc, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ControlAnswer, ListControlRequests } from '../../contract/control.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import {
  decideControlRequest,
  withdrawControlRequest,
} from '../approvals/decide-control-request.ts';
import { listControlRequests } from '../approvals/list-control-requests.ts';
import { readControlState } from '../approvals/read-control-state.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readWatchingSettings, writeWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import {
  changeEvidencePackageSettings,
  readEvidencePackageSettings,
} from '../evidence-packages/evidence-package-settings.ts';
import { giveGrant } from '../grants/give-grant.ts';
import { redeemLink } from '../invitations/redeem-link.ts';
import { verifySignIn } from '../sign-in/sign-in.ts';
import { moveMembers } from '../teams/move-members.ts';
import { setManagers } from '../teams/set-managers.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeSignedInUser, makeUser } from '../testing/test-user.ts';
import { changeUser } from '../users/change-user.ts';
import { disableUser, enableUser } from '../users/disable-user.ts';
import { inviteUser } from '../users/invite-user.ts';
import { makeAccountLink } from '../users/make-account-link.ts';
import { removeSecondFactorOfUser } from '../users/remove-second-factor-of-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';

const PASSWORD = 'correct horse battery staple';
const DAY = 24 * 3_600_000_000;
const RULES = WatchingSettings.parse({ exemptRoles: [] });

let server: TestServer;
let ctx: ServerContext;
/** Who attacks; another administrator; who watches everybody; who reads the log. */
let mallory: UserContext;
let bea: UserContext;
let cleo: UserContext;
let auditor: UserContext;
let person: PersonId;
let team: TeamId;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  await ctx.db
    .update(controlRequests)
    .set({ decision: 'withdrawn', decidedAt: 1, decidedBy: sql`requested_by` })
    .where(isNull(controlRequests.decision));
  await ctx.db.update(users).set({ disabledAt: 1 });
  mallory = await makeSignedInUser(ctx, ['admin']);
  bea = await makeSignedInUser(ctx, ['admin']);
  cleo = await makeSignedInUser(ctx, ['compliance']);
  auditor = await makeSignedInUser(ctx, ['auditor']);
  person = newId(PersonId);
  team = newId(TeamId);
  await ctx.db.insert(teams).values({ id: team, name: `Team ${team}`, createdAt: 0 });
  await ctx.db
    .insert(people)
    .values({ id: person, name: 'Lin', timeZone: 'UTC', teamId: team, createdAt: 0 });
  await writeWatchingSettings(ctx.db, RULES, { at: 0, by: null });
});

const duties = ({ user: { id, name, roles } }: UserContext) => ({
  user: id,
  name,
  roles: [...roles],
  teams: [],
  personId: null,
});

/** The request that an act waits with; it did nothing, and told nothing. */
async function asked(act: Promise<ControlAnswer<unknown>>) {
  const { waitsFor, done } = await act;
  expect(done).toBeNull();
  if (waitsFor === null) throw new Error('it needed nobody else');
  return waitsFor;
}

async function agree(who: UserContext, act: Promise<ControlAnswer<unknown>>) {
  const request = await asked(act);
  return decideControlRequest(who, { request, isAgreed: true, note: 'I know of it.' });
}

async function accountOf({ user }: Pick<UserContext, 'user'>) {
  const [row] = await ctx.db.select().from(users).where(eq(users.id, user.id));
  if (!row) throw new Error('the account is gone');
  return row;
}

async function fresh(own: UserContext): Promise<UserContext> {
  const { roles, personId } = await accountOf(own);
  return { ...own, user: { ...own.user, roles, personId } };
}

async function lastEntries(count: number) {
  const rows = await ctx.db
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(count);
  return rows.reverse();
}

async function lists(who: UserContext, state: 'waiting' | 'closed' = 'waiting') {
  return (await listControlRequests(who, ListControlRequests.parse({ state }))).items;
}

function redeem(url: string) {
  const token = new URL(url).searchParams.get('token') ?? '';
  return redeemLink(ctx, { token, password: PASSWORD });
}

const forbidden = { code: 'forbidden' };

describe('one administrator alone', () => {
  test('can not link their own account to a person or a team', async () => {
    const own = { ...duties(mallory), personId: person };
    const request = await asked(changeUser(mallory, own));
    const decide = { request, isAgreed: true, note: 'It is fine.' };
    await expect(decideControlRequest(mallory, decide)).rejects.toMatchObject(forbidden);
    await expect(decideControlRequest(auditor, decide)).rejects.toMatchObject(forbidden);
    await expect(reachPerson(await fresh(mallory), 'watch', person)).rejects.toMatchObject(
      forbidden,
    );
    await asked(changeUser(mallory, { ...duties(mallory), teams: [team] }));
    const manager = await makeSignedInUser(ctx, ['manager']);
    await asked(setManagers(mallory, { team, managers: [manager.user.id] }));
    await expect(reachPerson(manager, 'watch', person)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await accountOf(mallory)).toMatchObject({ personId: null });
    expect(await ctx.db.select().from(teamManagers).where(eq(teamManagers.teamId, team))).toEqual(
      [],
    );
  });

  test('can not invite somebody who may watch or agree, and come in by the link', async () => {
    for (const roles of [['compliance'], ['admin'], ['manager']] as const) {
      const email = `${newId(UserId)}@example.com`;
      const wish = { name: 'Mallory too', email, roles: [...roles], teams: [], personId: null };
      await asked(inviteUser(mallory, wish));
      expect(await ctx.db.$count(users, eq(users.email, email))).toBe(0);
    }
    expect(await ctx.db.$count(oneTimeLinks)).toBe(0);
  });

  test('can not reset who may watch, by password, second factor or a disabled account', async () => {
    await ctx.db.update(users).set({ totpSince: 1 }).where(eq(users.id, cleo.user.id));
    const wish = { user: cleo.user.id };
    await asked(makeAccountLink(mallory, wish));
    await asked(removeSecondFactorOfUser(mallory, wish));
    expect(await ctx.db.$count(oneTimeLinks, eq(oneTimeLinks.userId, cleo.user.id))).toBe(0);
    expect(await accountOf(cleo)).toMatchObject({ totpSince: 1 });
    await disableUser(mallory, wish);
    await asked(enableUser(mallory, wish));
    expect((await accountOf(cleo)).disabledAt).not.toBeNull();
  });

  test('can not exempt a role from saying why, nor shorten the delay', async () => {
    await asked(changeWatchingSettings(mallory, { ...RULES, exemptRoles: ['manager'] }));
    await asked(changeWatchingSettings(mallory, { ...RULES, delayMinutes: 1 }));
    await asked(changeWatchingSettings(mallory, { ...RULES, purposeHours: 168 }));
    expect(await readWatchingSettings(ctx.db)).toEqual(RULES);
    const withWords = { ...RULES, wordsRequired: true };
    await writeWatchingSettings(ctx.db, withWords, { at: 0, by: null });
    await asked(changeWatchingSettings(mallory, RULES));
    expect(await readWatchingSettings(ctx.db)).toEqual(withWords);
  });

  test('can not end the control by being the only one who is left', async () => {
    await disableUser(mallory, { user: bea.user.id });
    const request = await asked(disableUser(mallory, { user: cleo.user.id }));
    await asked(changeUser(mallory, { ...duties(cleo), roles: ['auditor'] }));
    expect(await accountOf(cleo)).toMatchObject({ disabledAt: null, roles: ['compliance'] });
    expect(await readControlState(mallory)).toMatchObject({ isAlone: false });
    // Whom it is about may agree: nobody gains by losing.
    await decideControlRequest(cleo, { request, isAgreed: true, note: 'I leave the company.' });
    expect((await accountOf(cleo)).disabledAt).not.toBeNull();
  });

  test('can not lend a right, nor move a person to who may watch the team', async () => {
    const lent = await makeSignedInUser(ctx, ['employee']);
    const wish = {
      user: lent.user.id,
      right: 'live' as const,
      personId: person,
      teamId: null,
      footageFrom: null,
      footageTo: null,
      reason: 'A complaint',
      expiresAt: ctx.now() + DAY,
    };
    await asked(giveGrant(mallory, wish));
    expect(await ctx.db.$count(grants, eq(grants.userId, lent.user.id))).toBe(0);
    const other = newId(TeamId);
    await ctx.db.insert(teams).values({ id: other, name: `Team ${other}`, createdAt: 0 });
    const { user } = await makeSignedInUser(ctx, ['manager']);
    await ctx.db.insert(teamManagers).values({ teamId: other, userId: user.id });
    await asked(moveMembers(mallory, { team: other, join: [person], leave: [] }));
    const [row] = await ctx.db.select().from(people).where(eq(people.id, person));
    expect(row?.teamId).toBe(team);
  });

  test('can not take a second person out of evidence packages', async () => {
    await changeEvidencePackageSettings(mallory, { secondPerson: true });
    const request = await asked(changeEvidencePackageSettings(mallory, { secondPerson: false }));
    expect(await readEvidencePackageSettings(ctx.db)).toEqual({ secondPerson: true });
    // Who exports would gain by it.
    const decide = { request, isAgreed: true, note: 'Too slow.' };
    await expect(decideControlRequest(cleo, decide)).rejects.toMatchObject(forbidden);
    await decideControlRequest(bea, decide);
    expect(await readEvidencePackageSettings(ctx.db)).toEqual({ secondPerson: false });
  });

  test('takes away without anybody else', async () => {
    const manager = await makeSignedInUser(ctx, ['manager']);
    await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
    const acts = [
      setManagers(mallory, { team, managers: [] }),
      changeUser(mallory, { ...duties(manager), roles: ['employee'] }),
      changeWatchingSettings(mallory, { ...RULES, delayMinutes: 60, purposeHours: 1 }),
      moveMembers(mallory, { team, join: [], leave: [person] }),
      disableUser(mallory, { user: manager.user.id }),
    ];
    for (const act of acts) expect(await act).toEqual({ waitsFor: null, done: null });
  });
});

describe('two people', () => {
  test('invite, and the link is told to who agreed, never to who asked', async () => {
    const email = `${newId(UserId)}@example.com`;
    const wish = {
      name: 'Ina',
      email,
      roles: ['compliance' as const],
      teams: [],
      personId: null,
    };
    const { done } = await agree(bea, inviteUser(mallory, { ...wish, why: 'She joins us.' }));
    await redeem(done?.url ?? '');
    const verdict = await verifySignIn(ctx, { email, password: PASSWORD, address: '192.0.2.1' });
    expect(verdict).toMatchObject({ ok: true });
    const [made, done2] = (await lastEntries(4)).filter(({ action }) =>
      /invited|agreed/.test(action),
    );
    expect(made).toMatchObject({
      action: 'user.invited',
      userId: mallory.user.id,
      details: { agreedBy: bea.user.id },
    });
    expect(done2).toMatchObject({ action: 'control-request.agreed', userId: bea.user.id });
    expect(JSON.stringify(await lists(auditor, 'closed'))).not.toContain('token=');
    expect((await lists(auditor, 'closed'))[0]).toMatchObject({
      status: 'agreed',
      reason: 'She joins us.',
      gains: ['watches-all'],
      requested: { by: { id: mallory.user.id } },
    });
  });

  test('agree to what favours neither of them', async () => {
    const gives = { ...duties(bea), roles: ['admin' as const, 'compliance' as const] };
    const request = await asked(changeUser(mallory, gives));
    const decide = { request, isAgreed: true, note: 'Thank you.' };
    await expect(decideControlRequest(bea, decide)).rejects.toMatchObject(forbidden);
    expect((await lists(bea))[0]).toMatchObject({ mayAgree: false, mayRefuse: true });
    expect((await lists(cleo))[0]).toMatchObject({ mayAgree: true });
    await decideControlRequest(cleo, decide);
    expect((await accountOf(bea)).roles).toEqual(['admin', 'compliance']);
    // A role that is exempt favours all who hold it.
    const exempt = await asked(
      changeWatchingSettings(mallory, { ...RULES, exemptRoles: ['compliance'] }),
    ).catch((error: unknown) => error);
    expect(exempt).toMatchObject({ code: 'nobody-can-agree' });
  });

  test('decide once, however many try at once', async () => {
    const { user } = await makeSignedInUser(ctx, ['employee']);
    const dan = await makeSignedInUser(ctx, ['admin']);
    const manager = { user: user.id, name: 'Mo', roles: ['manager' as const], teams: [team] };
    const request = await asked(changeUser(mallory, { ...manager, personId: null }));
    const decide = (who: UserContext, isAgreed: boolean) =>
      decideControlRequest(who, { request, isAgreed, note: 'I looked at it.' });
    const tries = await Promise.allSettled([
      decide(bea, true),
      decide(cleo, false),
      decide(dan, true),
      withdrawControlRequest(mallory, { request }),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const { reason } of tries.filter((one) => one.status === 'rejected')) {
      expect(reason).toMatchObject({ code: 'request-closed' });
    }
  });

  test('agree to what was asked, and to nothing that became of it since', async () => {
    const { user } = await makeSignedInUser(ctx, ['employee']);
    const wish = { user: user.id, name: 'Mo', roles: ['manager' as const], teams: [team] };
    const request = await asked(changeUser(mallory, { ...wish, personId: null }));
    await changeUser(mallory, {
      ...wish,
      name: 'Mo',
      roles: ['auditor'],
      teams: [],
      personId: null,
    });
    const decide = { request, isAgreed: true, note: 'I looked at it.' };
    await expect(decideControlRequest(bea, decide)).rejects.toMatchObject({
      code: 'request-stale',
    });
    expect((await accountOf({ user: { ...bea.user, id: user.id } })).roles).toEqual(['auditor']);
    await decideControlRequest(bea, { ...decide, isAgreed: false });
  });

  test('are both there still when it is done', async () => {
    const lent = await makeSignedInUser(ctx, ['employee']);
    const request = await asked(changeUser(mallory, { ...duties(lent), teams: [team] }));
    await disableUser(bea, { user: mallory.user.id });
    const decide = { request, isAgreed: true, note: 'I looked at it.' };
    await expect(decideControlRequest(cleo, decide)).rejects.toMatchObject({
      code: 'request-stale',
    });
    await ctx.db
      .update(users)
      .set({ roles: ['auditor'] })
      .where(eq(users.id, cleo.user.id));
    await expect(decideControlRequest(cleo, decide)).rejects.toMatchObject(forbidden);
  });

  test('have a week; asking twice is asking once; whoever asked takes it back', async () => {
    const wish = { ...duties(await makeSignedInUser(ctx, ['employee'])), teams: [team] };
    const request = await asked(changeUser(mallory, wish));
    expect(await asked(changeUser(mallory, wish))).toBe(request);
    await expect(withdrawControlRequest(bea, { request })).rejects.toMatchObject(forbidden);
    const later = { ...bea, now: () => ctx.now() + 7 * DAY };
    const decide = { request, isAgreed: true, note: 'At last.' };
    await expect(decideControlRequest(later, decide)).rejects.toMatchObject({
      code: 'request-closed',
    });
    expect(await lists(later)).toEqual([]);
    expect((await lists(later, 'closed'))[0]).toMatchObject({ id: request, status: 'expired' });
    await withdrawControlRequest(mallory, { request });
    expect((await lists(bea, 'closed'))[0]).toMatchObject({ id: request, status: 'withdrawn' });
    expect((await lastEntries(1))[0]).toMatchObject({ action: 'control-request.withdrawn' });
  });

  test('end the links of an account that comes to more', async () => {
    const email = `${newId(UserId)}@example.com`;
    const small = { name: 'Eve', email, roles: ['employee' as const], teams: [], personId: null };
    const { done } = await inviteUser(mallory, small);
    if (done === null) throw new Error('an invitation that gives nothing needs nobody else');
    const more = { user: done.user, name: 'Eve', roles: ['compliance' as const], teams: [] };
    await agree(bea, changeUser(mallory, { ...more, personId: null }));
    await expect(redeem(done.url ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await asked(makeAccountLink(mallory, { user: done.user }));
  });

  test('are what the database asks for too', async () => {
    const wish = { ...duties(await makeSignedInUser(ctx, ['employee'])), teams: [team] };
    const request = await asked(changeUser(mallory, wish));
    const alone = ctx.db
      .update(controlRequests)
      .set({ decision: 'agreed', decidedAt: 1, decidedBy: mallory.user.id })
      .where(eq(controlRequests.id, request));
    await expect(alone).rejects.toMatchObject({
      cause: { constraint: 'control_requests_two_people' },
    });
  });
});

describe('who is alone', () => {
  test('does it at once, and the log says so', async () => {
    await ctx.db.update(users).set({ disabledAt: 1 });
    const first = await makeSignedInUser(ctx, ['admin', 'compliance']);
    // Invited, and never here: agrees to nothing yet.
    await makeUser(ctx, ['compliance']);
    expect(await readControlState(first)).toMatchObject({ isAlone: true, waiting: [] });
    await changeUser(first, { ...duties(first), personId: person });
    await changeWatchingSettings(first, { ...RULES, delayMinutes: 1 });
    await changeWatchingSettings(first, { ...RULES, delayMinutes: 60 });
    expect((await accountOf(first)).personId).toBe(person);
    expect((await lastEntries(3)).map(({ action, details }) => [action, details['alone']])).toEqual(
      [
        ['user.changed', true],
        ['watching.changed', true],
        ['watching.changed', undefined],
      ],
    );
  });

  test('is so no longer once another account was signed in to that could agree', async () => {
    await ctx.db.update(users).set({ disabledAt: 1 });
    const first = await makeSignedInUser(ctx, ['admin', 'compliance']);
    const shown = changeWatchingSettings(first, { ...RULES, delayMinutes: 5 });
    expect(await shown).toEqual({ waitsFor: null, done: null });
    await makeSignedInUser(ctx, ['admin']);
    await asked(changeWatchingSettings(first, { ...RULES, delayMinutes: 1 }));
    expect(await readControlState(first)).toMatchObject({
      isAlone: false,
      waiting: [{ kind: 'watching-settings', subject: 'settings:watching', isOwn: true }],
    });
    await expect(readControlState(await makeUser(ctx, ['manager']))).rejects.toMatchObject(
      forbidden,
    );
  });
});

test('the audit chain is whole', async () => {
  expect(await verifyAuditChain(ctx.db)).toMatchObject({ ok: true });
});
