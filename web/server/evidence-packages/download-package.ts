import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { withTransaction } from '@workcompanion/db/transaction';
import type { UserContext } from '../auth/user-context.ts';
import type { ServedFile } from './file-reply.ts';
import { workableEvidencePackage } from './find-evidence-package.ts';
import { madePackage } from './open-package-file.ts';
import { type FileWish, servePackage } from './serve-package.ts';

/** Throws `forbidden`, `not-found`, `range-not-satisfiable`. */
export async function downloadPackage(
  ctx: UserContext,
  { evidencePackage: id, ...wish }: FileWish & { readonly evidencePackage: EvidencePackageId },
): Promise<ServedFile> {
  const { row, clip, caseTitle, timeZone } = await workableEvidencePackage(ctx, id);
  const made = madePackage(row, ctx.now());
  const tell = (range: ByteRange | null) =>
    withTransaction(ctx.db, (tx) =>
      tellEvidencePackage(tx, {
        evidencePackage: id,
        at: ctx.now(),
        action: 'downloaded',
        audited: 'evidence-package.downloaded',
        by: ctx.user.id,
        details: { sha256: made.sha256, ...(range && { range }) },
      }),
    );
  const about = { caseTitle, from: clip.footageFrom, timeZone };
  return servePackage(ctx, made, { about, wish, tell });
}
