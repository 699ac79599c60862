import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { devices } from '@workcompanion/db/schema/devices';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DeviceContext } from '../device-context.ts';

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
    .select({ id: devices.id, publicKey: devices.publicKey })
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
  return { ...sender, device: { id: author.id, publicKey } };
}

async function assertNotWaiting({ db, device }: DeviceContext): Promise<void> {
  const sender = await findDevice(db, device.id);
  if (sender?.approval !== 'waiting') return;
  throw new AppError('approval-awaited', `Device ${device.id} waits for approval.`);
}
