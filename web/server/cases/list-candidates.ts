import { grants } from '@workcompanion/db/schema/grants';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayContains, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { CaseCandidates, ListCandidates } from '../../contract/cases.ts';
import { grantsGiving } from '../auth/reach/granted-rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { matchesAccount } from '../users/matches-account.ts';
import { assertExportsSome } from './may-export-some.ts';

const MOST = 20;

/** Who could be made a member of a case, by part of a name: the first of them. */
export async function listCandidates(
  ctx: UserContext,
  { q }: ListCandidates,
): Promise<CaseCandidates> {
  await assertExportsSome(ctx);
  const lent = ctx.db
    .select({ one: sql`1` })
    .from(grants)
    .where(
      and(
        eq(grants.userId, users.id),
        inArray(grants.right, grantsGiving('export')),
        isNull(grants.withdrawnAt),
        gt(grants.expiresAt, ctx.now()),
      ),
    );
  const { id, name, email } = users;
  const items = await ctx.db
    .select({ id, name, email })
    .from(users)
    .where(
      and(
        isNull(users.disabledAt),
        matchesAccount(q),
        or(arrayContains(users.roles, ['compliance']), sql`exists ${lent}`),
      ),
    )
    .orderBy(asc(name), asc(id))
    .limit(MOST);
  return { items };
}
