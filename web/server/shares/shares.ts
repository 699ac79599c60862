import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { newId, ShareId } from '@workcompanion/core/ids';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, eq, isNull, max } from 'drizzle-orm';
import type { OneEvidencePackage } from '../../contract/evidence-packages.ts';
import type {
  MakeShare,
  RevokeShare,
  ShareMade,
  ShareSummary,
  Shares,
} from '../../contract/shares.ts';
import { hashPassword } from '../auth/password.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import {
  findEvidencePackage,
  workableEvidencePackage,
} from '../evidence-packages/find-evidence-package.ts';
import { madePackage } from '../evidence-packages/open-package-file.ts';
import { sha256 } from '../keys/sha256.ts';
import { makePasscode, normalisePasscode } from './open-share.ts';

/** The latest; more of one package nobody hands out. */
const MOST = 100;

const DAY = 86_400_000_000;

/**
 * A link to a package for somebody without an account, and its passcode: both are told this once. It
 * ends with the package at the latest. Throws `forbidden`, `not-found`, and `invalid-input` for a
 * protected package that may not be downloaded, of which nothing could be seen.
 */
export async function makeShare(
  ctx: UserContext,
  { evidencePackage: evidencePackageId, recipient, days, mayDownload }: MakeShare,
): Promise<ShareMade> {
  const { row } = await workableEvidencePackage(ctx, evidencePackageId);
  const at = ctx.now();
  const made = madePackage(row, at);
  if (row.isProtected && !mayDownload) {
    throw new AppError('invalid-input', 'A package with a password can be downloaded only.');
  }
  const id = newId(ShareId, at / 1000);
  const token = randomBytes(32).toString('base64url');
  const passcode = makePasscode();
  const passcodeHash = await hashPassword(normalisePasscode(passcode));
  const expiresAt = Math.min(at + days * DAY, made.expiresAt ?? Number.MAX_SAFE_INTEGER);
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(shares).values({
      id,
      evidencePackageId,
      passcodeHash,
      recipient,
      mayDownload,
      expiresAt,
      tokenHash: sha256(token),
      createdAt: at,
      createdBy: ctx.user.id,
    });
    await tellEvidencePackage(tx, {
      evidencePackage: evidencePackageId,
      at,
      action: 'shared',
      audited: 'evidence-package.shared',
      by: ctx.user.id,
      share: id,
      details: { recipient, expiresAt, mayDownload },
    });
  });
  return { id, url: `${ctx.config.publicUrl}/shared/${token}`, passcode, expiresAt };
}

/** Ends with the bearer's next request, also in a film that plays. Twice is no error. */
export async function revokeShare(ctx: UserContext, { share: id }: RevokeShare): Promise<void> {
  const [share] = await ctx.db.select().from(shares).where(eq(shares.id, id));
  if (!share) throw new AppError('not-found', `There is no share ${id} that you may open.`);
  await workableEvidencePackage(ctx, share.evidencePackageId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const revoked = await tx
      .update(shares)
      .set({ revokedAt: at, revokedBy: ctx.user.id })
      .where(and(eq(shares.id, id), isNull(shares.revokedAt)));
    if (revoked.rowCount === 0) return;
    await tellEvidencePackage(tx, {
      evidencePackage: share.evidencePackageId,
      at,
      action: 'share-revoked',
      audited: 'evidence-package.share-revoked',
      by: ctx.user.id,
      share: id,
      details: { recipient: share.recipient },
    });
  });
}

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
