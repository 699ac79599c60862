import type { ExportId } from '@workcompanion/core/ids';
import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import { withTransaction } from '@workcompanion/db/transaction';
import type { UserContext } from '../auth/user-context.ts';
import type { ServedFile } from './file-reply.ts';
import { workableExport } from './find-export.ts';
import { madePackage } from './open-package.ts';
import { type FileWish, servePackage } from './serve-package.ts';
import { tellExport } from './tell-export.ts';

/** Throws `forbidden`, `not-found`, `range-not-satisfiable`. */
export async function downloadPackage(
  ctx: UserContext,
  { export: id, ...wish }: FileWish & { readonly export: ExportId },
): Promise<ServedFile> {
  const { row } = await workableExport(ctx, id);
  const made = madePackage(row, ctx.now());
  const tell = (range: ByteRange | null) =>
    withTransaction(ctx.db, (tx) =>
      tellExport(tx, {
        ...{
          export: id,
          at: ctx.now(),
          action: 'downloaded',
          audited: 'evidence-package.downloaded',
        },
        by: ctx.user.id,
        details: { sha256: made.sha256, ...(range && { range }) },
      }),
    );
  return servePackage(ctx, made, { wish, tell });
}
