import { AppError } from '@workcompanion/core/errors';
import { deviceUpdates } from '@workcompanion/db/schema/device-updates';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { RetryUpdate } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { changeRelease } from './change-release.ts';

/** Offers a release once more to a device where it failed. */
export async function retryUpdate(
  ctx: UserContext,
  { version, device }: RetryUpdate,
): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.retried',
    details: { device },
    async work(tx, at) {
      const retried = await tx
        .update(deviceUpdates)
        .set({
          state: 'offered',
          code: null,
          bytes: 0,
          changedAt: at,
          attempt: sql`${deviceUpdates.attempt} + 1`,
        })
        .where(
          and(
            eq(deviceUpdates.version, version),
            eq(deviceUpdates.deviceId, device),
            inArray(deviceUpdates.state, ['refused', 'failed', 'rolled-back']),
          ),
        )
        .returning({ device: deviceUpdates.deviceId });
      if (retried.length > 0) return;
      throw new AppError('not-found', `Release ${version} did not fail on device ${device}.`);
    },
  });
}
