import { AppError } from '@workcompanion/core/errors';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, sql } from 'drizzle-orm';
import type { SharedVideoPath } from '../../contract/shares.ts';
import type { ServerContext } from '../context.ts';
import type { ServedFile } from '../evidence-packages/file-reply.ts';
import { openPackageFile } from '../evidence-packages/open-package-file.ts';
import type { FileWish } from '../evidence-packages/serve-package.ts';
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
    content: wish.headOnly ? null : await openPackageFile(ctx, made, inPackage),
  };
}

/** A player asks for a film in many pieces, some side by side: the share's row is their queue. */
async function tellWatched(
  ctx: ServerContext,
  { share, row, session }: AdmittedShare,
  video: string,
): Promise<void> {
  const isTold = and(
    eq(evidencePackageEvents.evidencePackageId, row.id),
    eq(evidencePackageEvents.shareId, share.id),
    eq(evidencePackageEvents.action, 'share-watched'),
    sql`${evidencePackageEvents.details} @> ${JSON.stringify({ session, video })}::jsonb`,
  );
  if ((await ctx.db.$count(evidencePackageEvents, isTold)) > 0) return;
  await withTransaction(ctx.db, async (tx) => {
    await tx.select({ id: shares.id }).from(shares).where(eq(shares.id, share.id)).for('update');
    if ((await tx.$count(evidencePackageEvents, isTold)) > 0) return;
    await tellEvidencePackage(tx, {
      evidencePackage: row.id,
      at: ctx.now(),
      action: 'share-watched',
      by: null,
      share: share.id,
      audited: 'evidence-package.share-watched',
      details: { recipient: share.recipient, session, video },
    });
  });
}
