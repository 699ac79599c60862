import { AppError } from '@workcompanion/core/errors';
import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { writePolicyAssignment } from '@workcompanion/db/queries/write-policy-assignment';
import { teams } from '@workcompanion/db/schema/teams';
import { eq } from 'drizzle-orm';
import type { PolicyTarget } from '../../contract/policies.ts';

interface PutInForce {
  readonly target: PolicyTarget;
  readonly version: number;
  readonly at: UtcMicros;
  readonly by: UserId;
}

/** Throws `not-found` when there is no such team or device. */
export async function putInForce(tx: Tx, { target, ...facts }: PutInForce): Promise<void> {
  await assertTargetExists(tx, target);
  await writePolicyAssignment(tx, {
    scope: target.scope,
    target: target.scope === 'all' ? null : target.id,
    ...facts,
  });
}

async function assertTargetExists(tx: Tx, target: PolicyTarget): Promise<void> {
  if (target.scope === 'all') return;
  const isThere =
    target.scope === 'device'
      ? (await findDevice(tx, target.id)) !== null
      : (await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, target.id))).length > 0;
  if (!isThere) throw new AppError('not-found', `There is no ${target.scope} ${target.id}.`);
}
