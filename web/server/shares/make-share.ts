import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { newId, ShareId } from '@workcompanion/core/ids';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import type { MakeShare, ShareMade } from '../../contract/shares.ts';
import { hashPassword } from '../auth/hash-password.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableExport } from '../exports/find-export.ts';
import { madePackage } from '../exports/open-package.ts';
import { tellExport } from '../exports/tell-export.ts';
import { sha256 } from '../keys/sha256.ts';
import { makePasscode, normalisePasscode } from './passcode.ts';

const DAY = 86_400_000_000;

/**
 * A link to a package for somebody without an account, and its passcode: both are told this once. It
 * ends with the package at the latest. Throws `forbidden`, `not-found`, and `invalid-input` for a
 * protected package that may not be downloaded, of which nothing could be seen.
 */
export async function makeShare(
  ctx: UserContext,
  { export: exportId, recipient, days, mayDownload }: MakeShare,
): Promise<ShareMade> {
  const { row } = await workableExport(ctx, exportId);
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
      exportId,
      passcodeHash,
      recipient,
      mayDownload,
      expiresAt,
      tokenHash: sha256(token),
      createdAt: at,
      createdBy: ctx.user.id,
    });
    await tellExport(tx, {
      ...{
        export: exportId,
        at,
        action: 'shared',
        audited: 'evidence-package.shared',
        by: ctx.user.id,
      },
      share: id,
      details: { recipient, expiresAt, mayDownload },
    });
  });
  return { id, url: `${ctx.config.publicUrl}/shared/${token}`, passcode, expiresAt };
}
