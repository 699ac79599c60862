import { releases } from '@workcompanion/db/schema/releases';
import { eq } from 'drizzle-orm';
import type { OneRelease } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { changeRelease } from './change-release.ts';
import { releaseFile } from './release-store.ts';

/** Offered to nobody any more, and its file is deleted. Computers that run it go on with it. */
export async function withdrawRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  const release = await changeRelease(ctx, {
    version,
    action: 'release.withdrawn',
    async work(tx) {
      await tx
        .update(releases)
        .set({ stage: 'withdrawn', pausedAt: null, pauseCause: null })
        .where(eq(releases.version, version));
    },
  });
  await ctx.releases.files.delete(releaseFile(release));
}
