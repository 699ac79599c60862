import {
  readStatement,
  statementHash,
  verifyStatement,
} from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { Statement } from '@workcompanion/core/protocol/statement';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AuthenticatedDevice, DeviceContext } from '../device-context.ts';

/** A statement whose signature is the sending device's own. */
export interface ProvenStatement<S extends Statement = Statement> {
  readonly jws: string;
  /** SHA-256 of the compact form, base64url. */
  readonly hash: string;
  readonly statement: S;
}

interface SentStatement {
  /** The context of the device in whose name the statement is taken. */
  readonly ctx: DeviceContext;
  readonly proven: ProvenStatement;
}

/** Proves a statement in its author's name. Throws what the two steps throw. */
export async function proveSent(sender: DeviceContext, jws: string): Promise<SentStatement> {
  const ctx = await authorContext(sender, jws);
  return { ctx, proven: await proveStatement(ctx.device, jws) };
}

/** Throws `statement-invalid`, `foreign-device`, `signature-invalid`. */
export async function proveStatement(
  device: AuthenticatedDevice,
  jws: string,
): Promise<ProvenStatement> {
  const statement = await verifyStatement(jws, device.publicKey).catch((error: unknown) => {
    // Somebody else's statement verifies by their key, not by the sender's: say rather that.
    assertOwn(device, readStatement(jws));
    throw error;
  });
  assertOwn(device, statement);
  return { jws, hash: statementHash(jws), statement };
}

function assertOwn(sender: AuthenticatedDevice, statement: Statement): void {
  if (statement.device === sender.id) return;
  throw new AppError('foreign-device', `The statement is of device ${statement.device}.`, {
    details: { sender: sender.id, statementOf: statement.device },
  });
}

/**
 * In whose name a statement is taken. A computer that was enrolled anew brings what it recorded as the
 * device that it was before: what counts is that one's signature, and that both are the same person's
 * now. Of any other device the statement stays foreign to its sender. Throws `statement-invalid`,
 * and `approval-awaited` while nobody has said whose the sender is.
 */
export async function authorContext(sender: DeviceContext, jws: string): Promise<DeviceContext> {
  const { device } = readStatement(jws);
  if (device === sender.device.id) return sender;
  const sending = alias(devices, 'sending');
  const [author] = await sender.db
    .select({ id: devices.id, publicKey: devices.publicKey, enrolledAt: devices.enrolledAt })
    .from(devices)
    .innerJoin(sending, eq(sending.personId, devices.personId))
    .where(
      and(
        eq(devices.id, sql.placeholder('author')),
        eq(sending.id, sql.placeholder('sender')),
        isNull(devices.revokedAt),
      ),
    )
    .prepare('author_of_statement')
    .execute({ author: device, sender: sender.device.id });
  if (!author) {
    await assertNotWaiting(sender);
    return sender;
  }
  const publicKey = sender.deviceKeys.sameAs(author.publicKey);
  return { ...sender, device: { ...author, publicKey } };
}

async function assertNotWaiting({ db, device }: DeviceContext): Promise<void> {
  const sender = await findDevice(db, device.id);
  if (sender?.approval !== 'waiting') return;
  throw new AppError('approval-awaited', `Device ${device.id} waits for approval.`);
}
