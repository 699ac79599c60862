import { verifyDeviceToken } from '@workcompanion/core/crypto/device-token';
import { AppError } from '@workcompanion/core/errors';
import type { EmployeeId, EnrolmentTokenId } from '@workcompanion/core/ids';
import type { EnrolmentRequest, EnrolmentResponse } from '@workcompanion/core/protocol/messages';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { deviceAudiences } from './device-audiences.ts';
import { employeeOfHost } from './employee-of-host.ts';
import { assertUsable, lockEnrolmentToken } from './lock-enrolment-token.ts';
import { assertRecorderVersion } from './recorder-version.ts';

export interface Enrolment {
  /** Device JWT signed by the very key that is enrolled: proof that the sender holds it. */
  readonly bearer: string;
  readonly request: EnrolmentRequest;
}

/**
 * Makes a device of a recorder that shows a valid enrolment token. The same device and key again
 * gets the same answer. Throws `unauthenticated` (and the like), `recorder-too-old`, the enrolment-
 * token codes, `already-exists`, `device-revoked`.
 */
export async function enrolDevice(
  ctx: ServerContext,
  { bearer, request }: Enrolment,
): Promise<EnrolmentResponse> {
  await assertHoldsKey(ctx, bearer, request);
  assertRecorderVersion(request.host.recorderVersion);
  return withTransaction(ctx.db, async (tx) => {
    const token = await lockEnrolmentToken(tx, request.token);
    const known = await findEnrolled(tx, request);
    if (known) return known;
    assertUsable(token, ctx.now());
    const employee = await employeeOfHost(tx, ctx, { host: request.host, token });
    await insertDevice(tx, ctx, { request, employeeId: employee.id });
    await countUse(tx, ctx, { token: token.id, request });
    return { device: request.device, employeeName: employee.name };
  });
}

async function assertHoldsKey(
  ctx: ServerContext,
  bearer: string,
  { device, publicKey }: EnrolmentRequest,
): Promise<void> {
  const issuer = await verifyDeviceToken(bearer, {
    publicKey,
    audiences: deviceAudiences(ctx.config.publicUrl),
    nowMs: ctx.now() / 1000,
  });
  if (issuer === device) return;
  throw new AppError('unauthenticated', 'The bearer token is of another device than the request.');
}

async function findEnrolled(
  tx: Tx,
  { device, publicKey }: EnrolmentRequest,
): Promise<EnrolmentResponse | null> {
  const row = await findDevice(tx, device);
  if (!row) return null;
  if (row.publicKey.x !== publicKey.x) {
    throw new AppError('already-exists', `Device ${device} is enrolled with another key.`);
  }
  if (row.revokedAt !== null) {
    throw new AppError('device-revoked', `Device ${device} was revoked by an administrator.`);
  }
  const [employee] = await tx
    .select({ name: employees.name })
    .from(employees)
    .where(eq(employees.id, row.employeeId));
  return { device, employeeName: employee?.name ?? '' };
}

async function insertDevice(
  tx: Tx,
  ctx: ServerContext,
  { request, employeeId }: { request: EnrolmentRequest; employeeId: EmployeeId },
): Promise<void> {
  await tx.insert(devices).values({
    id: request.device,
    employeeId,
    publicKey: request.publicKey,
    host: request.host,
    enrolledAt: ctx.now(),
    recorderVersion: request.host.recorderVersion,
  });
}

async function countUse(
  tx: Tx,
  ctx: ServerContext,
  { token, request }: { token: EnrolmentTokenId; request: EnrolmentRequest },
): Promise<void> {
  await tx
    .update(enrolmentTokens)
    .set({ uses: sql`${enrolmentTokens.uses} + 1` })
    .where(eq(enrolmentTokens.id, token));
  await appendAuditEntry(tx, {
    at: ctx.now(),
    userId: null,
    action: 'device.enrolled',
    subject: `device:${request.device}`,
    details: { token, hostname: request.host.hostname, userName: request.host.userName },
  });
}
