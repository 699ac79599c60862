import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { newId, ShareId } from '@workcompanion/core/ids';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import type { MakeShare, ShareMade } from '../../contract/shares.ts';
import { hashPassword } from '../auth/password.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableEvidencePackage } from '../evidence-packages/find-evidence-package.ts';
import { madePackage } from '../evidence-packages/open-package-file.ts';
import { sha256 } from '../keys/sha256.ts';
import { makePasscode, normalisePasscode } from './open-share.ts';

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
