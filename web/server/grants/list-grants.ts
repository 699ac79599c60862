import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { GrantSummary, Grants, OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Older ones are in the audit log. */
const LATEST = 100;

/** What was lent to an account, the latest first. */
export async function listGrants(
  ctx: UserContext,
  { user }: OneUser,
): Promise<z.infer<typeof Grants>> {
  assertRight(ctx.user, 'users');
  const now = ctx.now();
  const rows = await ctx.db
    .select({
      grant: grants,
      person: { id: people.id, name: people.name },
      team: { id: teams.id, name: teams.name },
      givenBy: users.name,
    })
    .from(grants)
    .innerJoin(users, eq(users.id, grants.givenBy))
    .leftJoin(people, eq(people.id, grants.personId))
    .leftJoin(teams, eq(teams.id, grants.teamId))
    .where(eq(grants.userId, user))
    .orderBy(desc(grants.id))
    .limit(LATEST);
  return {
    items: rows.map(({ grant, person, team, givenBy }) => {
      const { id, right, footageFrom, footageTo, expiresAt, reason, givenAt } = grant;
      const status = statusOf(grant, now);
      return {
        id,
        right,
        person,
        team,
        footageFrom,
        footageTo,
        expiresAt,
        reason,
        givenBy,
        givenAt,
        status,
      };
    }),
  };
}

function statusOf(grant: typeof grants.$inferSelect, now: number): GrantSummary['status'] {
  if (grant.withdrawnAt !== null) return 'withdrawn';
  return grant.expiresAt <= now ? 'expired' : 'active';
}
