import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, max } from 'drizzle-orm';
import type { OneEvidencePackage } from '../../contract/evidence-packages.ts';
import type { ShareSummary, Shares } from '../../contract/shares.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import { findEvidencePackage } from '../evidence-packages/find-evidence-package.ts';

/** The latest; more of one package nobody hands out. */
const MOST = 100;

/** The links to a package, for members of the case and for auditors; never the links themselves. */
export async function listShares(
  ctx: UserContext,
  { evidencePackage: id }: OneEvidencePackage,
): Promise<Shares> {
  const { clip } = await findEvidencePackage(ctx.db, id);
  await readableCase(ctx, clip.caseId);
  const rows = await ctx.db
    .select({ share: shares, createdBy: users.name, openedAt: max(evidencePackageEvents.at) })
    .from(shares)
    .innerJoin(users, eq(users.id, shares.createdBy))
    .leftJoin(
      evidencePackageEvents,
      and(
        eq(evidencePackageEvents.shareId, shares.id),
        eq(evidencePackageEvents.action, 'share-opened'),
      ),
    )
    .where(eq(shares.evidencePackageId, id))
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
