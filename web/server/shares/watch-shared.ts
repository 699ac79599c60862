import { AppError } from '@workcompanion/core/errors';
import { exportEvents } from '@workcompanion/db/schema/export-events';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, sql } from 'drizzle-orm';
import type { SharedVideoPath } from '../../contract/shares.ts';
import type { ServerContext } from '../context.ts';
import type { ServedFile } from '../exports/file-reply.ts';
import { openPackage } from '../exports/open-package.ts';
import type { FileWish } from '../exports/serve-package.ts';
import { tellExport } from '../exports/tell-export.ts';
import { rangeOf } from '../playback/range-of.ts';
import { type AdmittedShare, admittedShare } from './share-session.ts';

/**
 * A video out of the package, by range, as it lies in it. That it was watched is told once a session.
 * Throws `unauthenticated`, `not-found`, `range-not-satisfiable`.
 */
export async function watchShared(
  ctx: ServerContext,
  { share: id, index }: SharedVideoPath,
  { cookies, ...wish }: FileWish & { readonly cookies: string | null },
): Promise<ServedFile> {
  const admitted = await admittedShare(ctx, id, cookies);
  const { made, row } = admitted;
  const wanted = row.isProtected ? undefined : (await ctx.packages.videosOf(ctx, made))[index];
  if (!wanted) throw new AppError('not-found', 'There is no such video to watch.');
  const { entry, video } = wanted;
  const etag = `"${made.sha256}-${index}"`;
  const isCurrent = wish.ifRange === null || wish.ifRange === etag;
  const range = isCurrent ? rangeOf(wish.range, entry.bytes) : null;
  if (!wish.headOnly) await tellWatched(ctx, admitted, video.path);
  const { start, end } = range ?? { start: 0, end: entry.bytes };
  const inPackage = { start: entry.start + start, end: entry.start + end };
  return {
    etag,
    range,
    size: entry.bytes,
    name: null,
    type: 'video/mp4',
    content: wish.headOnly ? null : await openPackage(ctx, made, inPackage),
  };
}

/** A player asks for a film in many pieces, some side by side: the share's row is their queue. */
async function tellWatched(
  ctx: ServerContext,
  { share, row, session }: AdmittedShare,
  video: string,
): Promise<void> {
  const isTold = and(
    eq(exportEvents.exportId, row.id),
    eq(exportEvents.shareId, share.id),
    eq(exportEvents.action, 'share-watched'),
    sql`${exportEvents.details} @> ${JSON.stringify({ session, video })}::jsonb`,
  );
  if ((await ctx.db.$count(exportEvents, isTold)) > 0) return;
  await withTransaction(ctx.db, async (tx) => {
    await tx.select({ id: shares.id }).from(shares).where(eq(shares.id, share.id)).for('update');
    if ((await tx.$count(exportEvents, isTold)) > 0) return;
    await tellExport(tx, {
      export: row.id,
      at: ctx.now(),
      action: 'share-watched',
      by: null,
      share: share.id,
      audited: 'evidence-package.share-watched',
      details: { recipient: share.recipient, session, video },
    });
  });
}
