import { releaseFile } from '@workcompanion/core/releases/release-file';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { releases } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, ne } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';

const EVERY_MS = 3_600_000;

/** Deletes the files of releases that were withdrawn. No request does that. */
export function removeWithdrawnReleases(files: Pick<BlobStore, 'head' | 'delete'>): Job {
  return {
    name: 'remove-withdrawn-releases',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const withdrawn = await ctx.db
        .select({ version: releases.version })
        .from(releases)
        .where(eq(releases.stage, 'withdrawn'));
      let removed = 0;
      for (const { version } of withdrawn) {
        if (ctx.stopping.aborted) break;
        if (await removeFile(ctx, files, version)) removed += 1;
      }
      return removed > 0 ? { removed } : null;
    },
  };
}

/** The row stays locked meanwhile: an upload that brings the release back looks for its file afterwards. */
function removeFile(
  { db }: Pick<WorkerContext, 'db'>,
  files: Pick<BlobStore, 'head' | 'delete'>,
  version: string,
): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const [release] = await tx
      .select()
      .from(releases)
      .where(and(eq(releases.version, version), eq(releases.stage, 'withdrawn')))
      .for('update');
    if (release === undefined) return false;
    const { sha256 } = release;
    const isUsed = await tx.$count(
      releases,
      and(eq(releases.sha256, sha256), ne(releases.stage, 'withdrawn')),
    );
    const key = releaseFile(release);
    if (isUsed > 0 || (await files.head(key)) === null) return false;
    await files.delete(key);
    return true;
  });
}
