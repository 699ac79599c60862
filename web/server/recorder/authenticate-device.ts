import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import { STATEMENT_HEADER } from '@workcompanion/core/protocol/routes';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { preparedQuery } from '@workcompanion/db/prepared-query';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, eq, sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import type { AuthenticatedDevice, DeviceContext, UploaderContext } from '../device-context.ts';
import { bearerToken } from '../http/admissions.ts';
import type { Admission } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import { around, IS_NEAR, NEAR_COLUMNS } from '../journal/find-receipt.ts';
import { rememberDataKey } from '../keys/open-data-key.ts';

/** Lets an enrolled recorder in. */
export const asDevice: Admission<DeviceContext> = async (server, call, work) => {
  const device = await authenticateDevice(server, bearerToken(call));
  return work({ ...server, device });
};

/** What is looked up of whoever says to be a device. */
const COLUMNS = {
  id: devices.id,
  publicKey: devices.publicKey,
  enrolledAt: devices.enrolledAt,
  revokedAt: devices.revokedAt,
  approval: devices.approval,
};
type Found = Pick<typeof devices.$inferSelect, keyof typeof COLUMNS>;

const issuerQuery = preparedQuery((db) =>
  db
    .select(COLUMNS)
    .from(devices)
    .where(eq(devices.id, sql.placeholder('issuer')))
    .prepare('authenticate_device'),
);

/** Throws `unauthenticated`, `token-expired`, `wrong-audience`, `device-revoked`, `device-refused`. */
export async function authenticateDevice(
  ctx: ServerContext,
  token: string,
): Promise<AuthenticatedDevice> {
  const issuer = ctx.deviceTokens.issuer(token);
  const [device] = await issuerQuery(ctx.db).execute({ issuer });
  return proveDevice(ctx, token, device);
}

const KEY_COLUMNS = {
  id: dataKeys.id,
  deviceId: dataKeys.deviceId,
  windowFrom: dataKeys.windowFrom,
  windowTo: dataKeys.windowTo,
  wrapped: dataKeys.wrapped,
};

const uploaderQuery = preparedQuery((db) =>
  db
    .select({ device: COLUMNS, near: NEAR_COLUMNS, key: KEY_COLUMNS })
    .from(devices)
    .leftJoin(journalEntries, and(eq(journalEntries.deviceId, devices.id), IS_NEAR))
    .leftJoin(dataKeys, eq(dataKeys.id, sql.placeholder('keyId')))
    .where(eq(devices.id, sql.placeholder('issuer')))
    .prepare('authenticate_uploader'),
);

/**
 * Lets in who sends a segment, and looks in the same trip what its journal holds around this entry, and
 * for the key of its footage: a minute later it is not remembered any more.
 */
export const asUploader: Admission<UploaderContext> = async (server, call, work) => {
  const token = bearerToken(call);
  const issuer = server.deviceTokens.issuer(token);
  const sent = sentStatement(call);
  // It is another device's, or nobody's: it is refused, or looked up by its author.
  if (sent?.device !== issuer) return asDevice(server, call, work);
  const found = await uploaderQuery(server.db).execute({
    issuer,
    keyId: sent.kind === 'segment' ? sent.keyId : null,
    ...around(sent.index),
  });
  const [first] = found;
  const device = await proveDevice(server, token, first?.device);
  if (first?.key) rememberDataKey(server, first.key);
  return work({ ...server, device, near: found.flatMap(({ near }) => near ?? []) });
};

/** Unproved. Null for what is no statement. */
function sentStatement(call: Call): Statement | null {
  try {
    return readStatement(call.header(STATEMENT_HEADER) ?? '');
  } catch {
    return null;
  }
}

async function proveDevice(
  ctx: ServerContext,
  token: string,
  device: Found | undefined,
): Promise<AuthenticatedDevice> {
  if (!device) {
    throw new AppError(
      'unauthenticated',
      `Device ${ctx.deviceTokens.issuer(token)} is not enrolled here.`,
    );
  }
  const { id, enrolledAt, revokedAt, approval } = device;
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
  return { id, publicKey, enrolledAt };
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
