import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { teams } from '@workcompanion/db/schema/teams';
import { desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type {
  EnrolmentTokenSummary,
  EnrolmentTokensPage,
} from '../../contract/enrolment-tokens.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Older ones are of no use to anybody. */
const LATEST = 200;

/** The latest enrolment tokens, newest first. */
export async function listEnrolmentTokens(
  ctx: UserContext,
): Promise<z.infer<typeof EnrolmentTokensPage>> {
  assertRight(ctx.user, 'devices');
  const now = ctx.now();
  const rows = await ctx.db
    .select({
      token: enrolmentTokens,
      person: { id: people.id, name: people.name },
      team: { id: teams.id, name: teams.name },
    })
    .from(enrolmentTokens)
    .leftJoin(people, eq(people.id, enrolmentTokens.personId))
    .leftJoin(teams, eq(teams.id, enrolmentTokens.teamId))
    .orderBy(desc(enrolmentTokens.id))
    .limit(LATEST);
  return {
    items: rows.map(({ token, person, team }) => {
      const { id, label, createdAt, expiresAt, uses, maxUses, trustedHosts } = token;
      const status = statusOf(token, now);
      return {
        id,
        label,
        person,
        team,
        createdAt,
        expiresAt,
        uses,
        maxUses,
        trustedHosts,
        status,
      };
    }),
  };
}

function statusOf(
  token: typeof enrolmentTokens.$inferSelect,
  now: number,
): EnrolmentTokenSummary['status'] {
  if (token.revokedAt !== null) return 'revoked';
  if (token.uses >= token.maxUses) return 'used-up';
  return token.expiresAt <= now ? 'expired' : 'active';
}
