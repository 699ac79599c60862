import { oneTimeLinks } from '@workcompanion/db/schema/one-time-links';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

/** Whether the first account can be made by it still: nobody should fill in a form for nothing. */
export async function isFirstLinkOpen(ctx: ServerContext, token: string): Promise<boolean> {
  const links = await ctx.db
    .select({ expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.tokenHash, sha256(token)),
        eq(oneTimeLinks.purpose, 'first-admin'),
        gt(oneTimeLinks.expiresAt, ctx.now()),
        isNull(oneTimeLinks.usedAt),
      ),
    );
  if (links.length === 0) return false;
  const some = await ctx.db.select({ id: users.id }).from(users).limit(1);
  return some.length === 0;
}
