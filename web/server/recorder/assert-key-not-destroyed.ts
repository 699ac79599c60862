import { AppError } from '@workcompanion/core/errors';
import type { KeyId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { findDataKey } from '@workcompanion/db/queries/find-data-key';

/**
 * Throws `key-window-mismatch`, which no recorder retries: footage that comes after its time has
 * expired is not taken any more.
 */
export async function assertKeyNotDestroyed(db: Db | Tx, id: KeyId): Promise<void> {
  const key = await findDataKey(db, id);
  if (!key?.destroyedAt) return;
  throw new AppError('key-window-mismatch', `Key ${id} was destroyed: its footage has expired.`);
}
