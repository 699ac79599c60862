import { users } from '@workcompanion/db/schema/users';
import { asc } from 'drizzle-orm';
import type { AuditActors, ListActors } from '../../contract/audit.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { matchesAccount } from '../lists/matches-search.ts';

/** As many as a field to choose from shows. */
const SHOWN = 50;

/** Accounts by name, for the filter of the log: whoever audits may not manage them. */
export async function listActors(ctx: UserContext, { q }: ListActors): Promise<AuditActors> {
  assertRight(ctx.user, 'audit');
  const items = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(matchesAccount(q))
    .orderBy(asc(users.name), asc(users.id))
    .limit(SHOWN);
  return { items };
}
