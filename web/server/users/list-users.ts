import type { TeamId, UserId } from '@workcompanion/core/ids';
import { grants } from '@workcompanion/db/schema/grants';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { oneTimeLinks, userIdentities, users } from '@workcompanion/db/schema/users';
import {
  and,
  arrayContains,
  asc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import {
  type ListUsers,
  ROLE_ORDER,
  type UserStatus,
  type UserSummary,
  type UsersPage,
} from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { matchesAccount } from '../lists/matches-search.ts';
import { bothDuties } from './duties.ts';

type UserRow = typeof users.$inferSelect;

const ID: SortKey = { value: users.id, type: 'uuid' };

/** Accounts by name, or as asked for. */
export async function listUsers(
  ctx: UserContext,
  { q, role, status, sort, cursor, limit }: ListUsers,
): Promise<UsersPage> {
  assertRight(ctx.user, 'users');
  const order = keyset({ keys: keysOf(ctx), id: ID, sort, cursor });
  const rows = await ctx.db
    .select({
      user: users,
      person: { id: people.id, name: people.name },
      key: order.key,
    })
    .from(users)
    .leftJoin(people, eq(people.id, users.personId))
    .where(
      and(
        matchesAccount(q),
        role && arrayContains(users.roles, [role]),
        status && hasStatus(ctx, status),
        order.after,
      ),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ user }) => user.id });
  const facts = await readUserFacts(
    ctx,
    page.map(({ user }) => user.id),
  );
  return {
    items: page.map(({ user, person }) => summariseUser(user, person, facts)),
    next,
    bothDuties: await bothDuties(ctx.db),
  };
}

function keysOf(ctx: UserContext) {
  return {
    account: { value: users.name, type: 'text' },
    role: { value: weightiestRole(), type: 'integer' },
    status: {
      value: sql`case when ${hasStatus(ctx, 'active')} then 0
        when ${hasStatus(ctx, 'invited')} then 1 else 2 end`,
      type: 'integer',
    },
    lastSignIn: { value: users.lastSignInAt, type: 'timestamptz', isNullable: true },
  } as const;
}

function weightiestRole() {
  const ranks = ROLE_ORDER.map(
    (role, rank) => sql`when ${role} = any(${users.roles}) then ${sql.raw(String(rank))}`,
  );
  return sql`case ${sql.join(ranks, sql` `)} else ${sql.raw(String(ROLE_ORDER.length))} end`;
}

function hasStatus({ db }: UserContext, status: UserStatus) {
  const identities = db
    .select({ one: sql`1` })
    .from(userIdentities)
    .where(eq(userIdentities.userId, users.id));
  switch (status) {
    case 'disabled':
      return isNotNull(users.disabledAt);
    case 'invited':
      return and(isNull(users.disabledAt), isNull(users.passwordHash), notExists(identities));
    case 'active':
      return and(isNull(users.disabledAt), or(isNotNull(users.passwordHash), exists(identities)));
  }
}

function summariseUser(
  user: UserRow,
  person: UserSummary['person'],
  facts: UserFacts,
): UserSummary {
  const { id, name, email, roles, createdAt, lastSignInAt } = user;
  const isOf = (fact: { readonly user: string | null }) => fact.user === id;
  return {
    id,
    name,
    email,
    roles,
    status: statusOf(user, facts.identities.some(isOf)),
    createdAt,
    lastSignInAt,
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: user.totpSince !== null || facts.passkeys.some(isOf),
    linkExpiresAt: facts.links.find(isOf)?.expiresAt ?? null,
    person,
    teams: facts.teams.filter(isOf).map((team) => ({ id: team.id, name: team.name })),
    grants: facts.grants.filter(isOf).length,
  };
}

function statusOf(user: UserRow, hasIdentity: boolean): UserSummary['status'] {
  if (user.disabledAt !== null) return 'disabled';
  return user.passwordHash === null && !hasIdentity ? 'invited' : 'active';
}

type Server = Pick<ServerContext, 'db' | 'now'>;

interface UserFacts {
  readonly teams: readonly { readonly user: UserId; readonly id: TeamId; readonly name: string }[];
  /** One item for each grant that counts. */
  readonly grants: readonly { readonly user: UserId }[];
  readonly links: readonly { readonly user: UserId | null; readonly expiresAt: number }[];
  readonly identities: readonly { readonly user: UserId }[];
  readonly passkeys: readonly { readonly user: UserId }[];
}

/** What is said of accounts beside their rows. */
async function readUserFacts(server: Server, ids: UserId[]): Promise<UserFacts> {
  const [managed, lent, links, identities, own] = await Promise.all([
    managedTeams(server, ids),
    liveGrants(server, ids),
    openLinks(server, ids),
    server.db
      .select({ user: userIdentities.userId })
      .from(userIdentities)
      .where(inArray(userIdentities.userId, ids)),
    server.db.select({ user: passkeys.userId }).from(passkeys).where(inArray(passkeys.userId, ids)),
  ]);
  return { teams: managed, grants: lent, links, identities, passkeys: own };
}

function managedTeams({ db }: Server, ids: UserId[]) {
  return db
    .select({ user: teamManagers.userId, id: teams.id, name: teams.name })
    .from(teamManagers)
    .innerJoin(teams, eq(teams.id, teamManagers.teamId))
    .where(inArray(teamManagers.userId, ids))
    .orderBy(asc(teams.name));
}

function liveGrants({ db, now }: Server, ids: UserId[]) {
  return db
    .select({ user: grants.userId })
    .from(grants)
    .where(
      and(inArray(grants.userId, ids), gt(grants.expiresAt, now()), isNull(grants.withdrawnAt)),
    );
}

function openLinks({ db, now }: Server, ids: UserId[]) {
  return db
    .select({ user: oneTimeLinks.userId, expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks)
    .where(
      and(
        inArray(oneTimeLinks.userId, ids),
        gt(oneTimeLinks.expiresAt, now()),
        isNull(oneTimeLinks.usedAt),
        ne(oneTimeLinks.purpose, 'recorder'),
      ),
    );
}
