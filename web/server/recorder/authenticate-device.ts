import { deviceTokenIssuer, verifyDeviceToken } from '@workcompanion/core/crypto/device-token';
import { AppError } from '@workcompanion/core/errors';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { deviceAudiences } from './device-audiences.ts';
import type { AuthenticatedDevice } from './device-context.ts';

/** Throws `unauthenticated`, `token-expired`, `wrong-audience`, `device-revoked`. */
export async function authenticateDevice(
  ctx: ServerContext,
  token: string,
): Promise<AuthenticatedDevice> {
  const issuer = deviceTokenIssuer(token);
  const [device] = await ctx.db
    .select({
      id: devices.id,
      publicKey: devices.publicKey,
      revokedAt: devices.revokedAt,
    })
    .from(devices)
    .where(eq(devices.id, issuer));
  if (!device) throw new AppError('unauthenticated', `Device ${issuer} is not enrolled here.`);
  await verifyDeviceToken(token, {
    publicKey: device.publicKey,
    audiences: deviceAudiences(ctx.config.publicUrl),
    nowMs: ctx.now() / 1000,
  });
  // Told only to who proved to be the device.
  if (device.revokedAt !== null) {
    throw new AppError('device-revoked', `Device ${device.id} was revoked by an administrator.`);
  }
  return device;
}
