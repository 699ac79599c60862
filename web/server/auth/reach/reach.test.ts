import { GrantedRight, Role } from '@workcompanion/core/access';
import { GrantId, newId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeUser } from '../../testing/test-user.ts';
import { inReach } from './in-reach.ts';
import { clipToReach, isWithinReach, type ReachQuestion, reachOf } from './reach.ts';
import { readStanding, type Standing, type StandingGrant } from './read-standing.ts';

const RIGHTS = ['list', 'watch', 'live', 'export', 'hold', 'delete'] as const;
const NOW = 1_000_000;
const team = newId(TeamId);
const person = { id: newId(PersonId), teamId: team };

function standing(overrides: Partial<Standing>): Standing {
  return { roles: [], personId: null, managedTeams: [], grants: [], ...overrides };
}

function grant(overrides: Partial<StandingGrant>): StandingGrant {
  return {
    right: 'watch',
    personId: person.id,
    teamId: null,
    footageFrom: null,
    footageTo: null,
    expiresAt: NOW + 1,
    ...overrides,
  };
}

function ask(who: Partial<Standing>, question: Partial<ReachQuestion> = {}) {
  return reachOf(standing(who), { right: 'watch', person, now: NOW, ...question });
}

describe('the reach of a role', () => {
  const held: [string, Partial<Standing>, readonly string[]][] = [
    ['an administrator lists, and does not watch', { roles: ['admin'] }, ['list']],
    ['an auditor lists, and does not watch', { roles: ['auditor'] }, ['list']],
    ['compliance holds all', { roles: ['compliance'] }, RIGHTS],
    [
      'a manager lists and watches the own team',
      { roles: ['manager'], managedTeams: [team] },
      ['list', 'watch'],
    ],
    [
      'a manager of another team has none',
      { roles: ['manager'], managedTeams: [newId(TeamId)] },
      [],
    ],
    ['the team counts only with the role', { roles: ['employee'], managedTeams: [team] }, []],
    ['people have themselves', { roles: ['employee'], personId: person.id }, ['list', 'watch']],
    ['people have nobody else', { roles: ['employee'], personId: newId(PersonId) }, []],
    ['being recorded counts only with the role', { roles: ['manager'], personId: person.id }, []],
  ];
  test.each(held)('%s', (_, who, rights) => {
    expect(RIGHTS.filter((right) => ask(who, { right }) === 'all')).toEqual(rights);
    expect(RIGHTS.filter((right) => ask(who, { right }).length === 0)).toEqual(
      RIGHTS.filter((right) => !rights.includes(right)),
    );
  });

  test('over nobody without a team goes to no manager', () => {
    const nobody = { ...person, teamId: null };
    expect(ask({ roles: ['manager'], managedTeams: [team] }, { person: nobody })).toEqual([]);
  });
});

describe('a grant', () => {
  test('reaches the footage of its window only, also when windows overlap', () => {
    const lent = [
      grant({ footageFrom: 100, footageTo: 200 }),
      grant({ footageFrom: 500, footageTo: 600 }),
      grant({ footageFrom: 150, footageTo: 300 }),
    ];
    const reach = ask({ grants: lent });
    expect(reach).toEqual([
      { from: 100, to: 300 },
      { from: 500, to: 600 },
    ]);
    expect(isWithinReach(reach, { from: 120, to: 300 })).toBe(true);
    expect(isWithinReach(reach, { from: 299, to: 501 })).toBe(false);
    expect(clipToReach(reach, { from: 250, to: 550 })).toEqual([
      { from: 250, to: 300 },
      { from: 500, to: 550 },
    ]);
  });

  test('ends', () => {
    expect(ask({ grants: [grant({ expiresAt: NOW })] })).toEqual([]);
  });

  test.each([
    ['another person', { personId: newId(PersonId) }, []],
    ['the team', { personId: null, teamId: team }, 'all'],
    ['another team', { personId: null, teamId: newId(TeamId) }, []],
    ['everybody', { personId: null }, 'all'],
  ] as const)('over %s', (_, over, reach) => {
    expect(ask({ grants: [grant(over)] })).toEqual(reach);
  });

  test('holds what it needs and no more', () => {
    const rights = (right: StandingGrant['right']) =>
      RIGHTS.filter((asked) => ask({ grants: [grant({ right })] }, { right: asked }) === 'all');
    expect(rights('list')).toEqual(['list']);
    expect(rights('watch')).toEqual(['list', 'watch']);
    expect(rights('live')).toEqual(['list', 'live']);
    expect(rights('export')).toEqual(['list', 'watch', 'export']);
  });

  test.each(['admin', 'auditor'] as const)('counts for no %s', (role) => {
    expect(ask({ roles: [role, 'manager'], grants: [grant({})] })).toEqual([]);
  });
});

describe('the filter of lists', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('finds exactly those whom the decision reaches', async () => {
    const ctx = server.context();
    const teamIds = [newId(TeamId), newId(TeamId)];
    await ctx.db
      .insert(teams)
      .values(teamIds.map((id, n) => ({ id, name: `Team ${n}`, createdAt: 0 })));
    const all = [null, null, ...teamIds, ...teamIds].map((teamId) => ({
      id: newId(PersonId),
      name: 'Lin',
      timeZone: 'UTC',
      createdAt: 0,
      teamId,
    }));
    await ctx.db.insert(people).values(all);
    const { user: giver } = await makeUser(ctx, ['admin']);
    const ids = all.map(({ id }) => id);
    const world = fc.record({
      roles: fc.uniqueArray(fc.constantFrom(...Role.options), { maxLength: 3 }),
      manages: fc.subarray(teamIds),
      self: fc.option(fc.constantFrom(...ids)),
      grants: fc.array(
        fc.record({
          right: fc.constantFrom(...GrantedRight.options),
          over: fc.oneof(
            fc.record({ personId: fc.constantFrom(...ids) }),
            fc.record({ teamId: fc.constantFrom(...teamIds) }),
            fc.constant({}),
          ),
          isOver: fc.boolean(),
          isWithdrawn: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const id = newId(UserId);
        const { user: made } = await makeUser(ctx, given.roles);
        const user = { ...made, personId: given.self };
        for (const teamId of given.manages) {
          await ctx.db.insert(teamManagers).values({ teamId, userId: user.id });
        }
        for (const lent of given.grants) {
          await ctx.db.insert(grants).values({
            id: newId(GrantId),
            userId: user.id,
            right: lent.right,
            ...lent.over,
            expiresAt: ctx.now() + (lent.isOver ? -1 : 1) * 60_000_000,
            withdrawnAt: lent.isWithdrawn ? 1 : null,
            reason: id,
            givenBy: giver.id,
            givenAt: 0,
          });
        }
        const own = { ...ctx, user };
        const decided = await readStanding(own);
        for (const right of RIGHTS) {
          const rows = await ctx.db
            .select({ id: people.id })
            .from(people)
            .where(inReach(own, right));
          const expected = all.filter(
            (one) => reachOf(decided, { right, person: one, now: ctx.now() }).length > 0,
          );
          expect(new Set(rows.map((row) => row.id))).toEqual(
            new Set(expected.map((one) => one.id)),
          );
        }
        await ctx.db.delete(grants).where(eq(grants.userId, user.id));
        await ctx.db.delete(teamManagers).where(eq(teamManagers.userId, user.id));
      }),
      { numRuns: 60 },
    );
  });
});
