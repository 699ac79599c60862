import { people } from '@workcompanion/db/schema/people';
import { userIdentities } from '@workcompanion/db/schema/user-identities';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayContains, eq, exists, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm';
import type { ListUsers } from '../../contract/users.ts';
import { ROLE_ORDER, type UserStatus, type UsersPage } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../sorting/keyset.ts';
import { bothDuties } from './both-duties.ts';
import { matchesAccount } from './matches-account.ts';
import { readUserFacts } from './read-user-facts.ts';
import { summariseUser } from './summarise-user.ts';

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
