import { AppError } from '@workcompanion/core/errors';
import type { ShareId } from '@workcompanion/core/ids';
import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ServerContext } from '../context.ts';
import type { ServedFile } from '../evidence-packages/file-reply.ts';
import { type FileWish, servePackage } from '../evidence-packages/serve-package.ts';
import { admittedShare } from './share-session.ts';

/** The package, where whoever shared it allowed that. Throws as `watchShared`, and `forbidden`. */
export async function downloadShared(
  ctx: ServerContext,
  id: ShareId,
  { cookies, ...wish }: FileWish & { readonly cookies: string | null },
): Promise<ServedFile> {
  const { share, row, clip, caseTitle, person, made } = await admittedShare(ctx, id, cookies);
  if (!share.mayDownload) throw new AppError('forbidden', 'This package can be watched only.');
  const tell = (range: ByteRange | null) =>
    withTransaction(ctx.db, (tx) =>
      tellEvidencePackage(tx, {
        evidencePackage: row.id,
        at: ctx.now(),
        action: 'downloaded',
        by: null,
        share: id,
        audited: 'evidence-package.share-downloaded',
        details: {
          recipient: share.recipient,
          sha256: made.sha256,
          ...(range && { range }),
        },
      }),
    );
  const about = { caseTitle, from: clip.footageFrom, timeZone: person.timeZone };
  return servePackage(ctx, made, { about, wish, tell });
}
