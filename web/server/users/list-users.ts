import { UserId } from '@workcompanion/core/ids';
import { employees } from '@workcompanion/db/schema/employees';
import { userIdentities } from '@workcompanion/db/schema/user-identities';
import { users } from '@workcompanion/db/schema/users';
import {
  and,
  arrayContains,
  asc,
  eq,
  exists,
  isNotNull,
  isNull,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { z } from 'zod';
import { Role, UserStatus, type UsersPage } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isAfterName, nameCursor, nameCursorOf } from '../name-cursor.ts';
import { PageSize } from '../page-size.ts';
import { bothDuties } from './both-duties.ts';
import { matchesAccount } from './matches-account.ts';
import { readUserFacts } from './read-user-facts.ts';
import { summariseUser } from './summarise-user.ts';

export const ListUsers = z.object({
  /** Part of a name or an email address. */
  q: z.string().trim().max(100).default(''),
  role: Role.optional(),
  status: UserStatus.optional(),
  cursor: nameCursorOf(UserId).optional(),
  limit: PageSize,
});
type ListUsers = z.infer<typeof ListUsers>;

/** Accounts by name. */
export async function listUsers(
  ctx: UserContext,
  { q, role, status, cursor, limit }: ListUsers,
): Promise<UsersPage> {
  assertRight(ctx.user, 'users');
  const rows = await ctx.db
    .select({ user: users, employee: { id: employees.id, name: employees.name } })
    .from(users)
    .leftJoin(employees, eq(employees.id, users.employeeId))
    .where(
      and(
        matchesAccount(q),
        role && arrayContains(users.roles, [role]),
        status && hasStatus(ctx, status),
        cursor && isAfterName(users, cursor),
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const facts = await readUserFacts(
    ctx,
    page.map(({ user }) => user.id),
  );
  const last = page.at(-1);
  return {
    items: page.map(({ user, employee }) => summariseUser(user, employee, facts)),
    next: rows.length > limit && last ? nameCursor(last.user) : null,
    bothDuties: await bothDuties(ctx.db),
  };
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
