import { exportEvents } from '@workcompanion/db/schema/export-events';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, max } from 'drizzle-orm';
import type { OneExport } from '../../contract/exports.ts';
import type { ShareSummary, Shares } from '../../contract/shares.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import { findExport } from '../exports/find-export.ts';

/** The latest; more of one package nobody hands out. */
const MOST = 100;

/** The links to a package, for members of the case and for auditors; never the links themselves. */
export async function listShares(ctx: UserContext, { export: id }: OneExport): Promise<Shares> {
  const { clip } = await findExport(ctx.db, id);
  await readableCase(ctx, clip.caseId);
  const rows = await ctx.db
    .select({ share: shares, createdBy: users.name, openedAt: max(exportEvents.at) })
    .from(shares)
    .innerJoin(users, eq(users.id, shares.createdBy))
    .leftJoin(
      exportEvents,
      and(eq(exportEvents.shareId, shares.id), eq(exportEvents.action, 'share-opened')),
    )
    .where(eq(shares.exportId, id))
    .groupBy(shares.id, users.name)
    .orderBy(desc(shares.id))
    .limit(MOST);
  return {
    items: rows.map(({ share, createdBy, openedAt }) => ({
      id: share.id,
      recipient: share.recipient,
      mayDownload: share.mayDownload,
      createdAt: share.createdAt,
      createdBy,
      expiresAt: share.expiresAt,
      status: statusOf(share, ctx.now()),
      openedAt,
    })),
  };
}

function statusOf(
  { revokedAt, expiresAt, lockedUntil }: typeof shares.$inferSelect,
  now: number,
): ShareSummary['status'] {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return lockedUntil !== null && lockedUntil > now ? 'locked' : 'active';
}
