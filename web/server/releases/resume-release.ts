import { releases } from '@workcompanion/db/schema/releases';
import { eq } from 'drizzle-orm';
import type { OneRelease } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { changeRelease } from './change-release.ts';

/** Failures are counted anew: somebody has seen those there were. */
export async function resumeRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.resumed',
    async work(tx, at) {
      await tx
        .update(releases)
        .set({ pausedAt: null, pauseCause: null, countedFrom: at })
        .where(eq(releases.version, version));
    },
  });
}
