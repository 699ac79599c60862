import { AppError } from '@workcompanion/core/errors';
import type { KeyId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import type { DataKey } from '@workcompanion/db/keys/read-data-key';
import { findDataKey } from '@workcompanion/db/queries/find-data-key';
import type { DeviceContext } from '../device-context.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { assertKeyFits, type SegmentStatement } from './check-segment.ts';

/** The key that a segment is encrypted with. Throws `unknown-key` or `key-window-mismatch`. */
export async function openFittingKey(
  ctx: DeviceContext,
  segment: SegmentStatement,
): Promise<DataKey> {
  const key = await openDataKey(ctx, segment.keyId);
  if (key === null) await assertKeyNotDestroyed(ctx.db, segment.keyId);
  return assertKeyFits(segment, key);
}

/**
 * Throws `key-window-mismatch`, which no recorder retries: footage that comes after its time has
 * expired is not taken any more.
 */
export async function assertKeyNotDestroyed(db: Db | Tx, id: KeyId): Promise<void> {
  const key = await findDataKey(db, id);
  if (!key?.destroyedAt) return;
  throw new AppError('key-window-mismatch', `Key ${id} was destroyed: its footage has expired.`);
}
