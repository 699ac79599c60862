import { releaseTargets } from '@workcompanion/db/schema/release-targets';
import { releases } from '@workcompanion/db/schema/releases';
import { eq } from 'drizzle-orm';
import type { RollOutRelease } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { changeRelease } from './change-release.ts';

/** Devices are offered it with their next heartbeats. Whoever has it keeps it, also when fewer are meant. */
export async function rollOutRelease(ctx: UserContext, wish: RollOutRelease): Promise<void> {
  const { version, stage } = wish;
  const { percent, targets } = wish.stage === 'some' ? wish : { percent: 100, targets: [] };
  await changeRelease(ctx, {
    version,
    action: 'release.rolled-out',
    details: { stage, percent, targets },
    async work(tx) {
      await tx.update(releases).set({ stage, percent }).where(eq(releases.version, version));
      await tx.delete(releaseTargets).where(eq(releaseTargets.version, version));
      if (targets.length === 0) return;
      const rows = targets.map(({ scope, id }) => ({ version, scope, target: id }));
      await tx.insert(releaseTargets).values(rows).onConflictDoNothing();
    },
  });
}
