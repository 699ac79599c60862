import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { eq, sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import type { AuthenticatedDevice, DeviceContext } from '../device-context.ts';
import { bearerToken } from '../http/admissions.ts';
import type { Admission } from '../http/bind.ts';

/** Lets an enrolled recorder in. */
export const asDevice: Admission<DeviceContext> = async (server, call, work) => {
  const device = await authenticateDevice(server, bearerToken(call));
  return work({ ...server, device });
};

/** Throws `unauthenticated`, `token-expired`, `wrong-audience`, `device-revoked`, `device-refused`. */
export async function authenticateDevice(
  ctx: ServerContext,
  token: string,
): Promise<AuthenticatedDevice> {
  const issuer = ctx.deviceTokens.issuer(token);
  const [device] = await ctx.db
    .select({
      id: devices.id,
      publicKey: devices.publicKey,
      revokedAt: devices.revokedAt,
      approval: devices.approval,
    })
    .from(devices)
    .where(eq(devices.id, sql.placeholder('issuer')))
    .prepare('authenticate_device')
    .execute({ issuer });
  if (!device) throw new AppError('unauthenticated', `Device ${issuer} is not enrolled here.`);
  const { id, revokedAt, approval } = device;
  const publicKey = ctx.deviceKeys.sameAs(device.publicKey);
  await ctx.deviceTokens.verify(token, {
    publicKey,
    audiences: deviceAudiences(ctx.config.publicUrl),
    nowMs: ctx.now() / 1000,
  });
  // Told only to who proved to be the device.
  if (approval === 'refused') throw refused(id);
  if (revokedAt !== null) {
    throw new AppError('device-revoked', `Device ${id} was revoked by an administrator.`);
  }
  return { id, publicKey };
}

export function refused(device: DeviceId): AppError {
  return new AppError('device-refused', `Device ${device} was not approved, and never will be.`);
}

const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Origins a device may address us by: the public one; a loopback one by any of its names. */
export function deviceAudiences(publicUrl: string): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!LOOPBACK_HOSTS.includes(hostname)) return [origin];
  return LOOPBACK_HOSTS.map((host) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`);
}
