import type { ReleaseOffer } from '@workcompanion/core/releases/update-report';
import { deviceUpdates } from '@workcompanion/db/schema/device-updates';
import type { DeviceContext } from '../device-context.ts';
import { releaseOfferedTo } from './release-offered-to.ts';

/** What a heartbeat's answer names; the first time is noted. */
export async function offerRelease(ctx: DeviceContext): Promise<ReleaseOffer | null> {
  const offer = await releaseOfferedTo(ctx.db, ctx.device.id);
  if (offer === null) return null;
  const { release, update } = offer;
  if (update === null) {
    const at = ctx.now();
    await ctx.db
      .insert(deviceUpdates)
      .values({
        version: release.version,
        deviceId: ctx.device.id,
        state: 'offered',
        offeredAt: at,
        changedAt: at,
      })
      .onConflictDoNothing();
  }
  return { statement: release.statement, attempt: update?.attempt ?? 1 };
}
