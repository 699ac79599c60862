import { releases } from '@workcompanion/db/schema/releases';
import { eq } from 'drizzle-orm';
import type { OneRelease } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { changeRelease } from './change-release.ts';

/** It is offered to nobody; downloads under way stop. What a computer holds already, it installs. */
export async function pauseRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.paused',
    async work(tx, at) {
      const paused = { pausedAt: at, pauseCause: 'by-hand' } as const;
      await tx.update(releases).set(paused).where(eq(releases.version, version));
    },
  });
}
