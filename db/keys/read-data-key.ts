import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { DeviceId, KeyId } from '@workcompanion/core/ids';
import type { KeyWindow } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { findDataKey } from '../queries/find-data-key.ts';
import type { dataKeys } from '../schema/data-keys.ts';

export interface DataKey {
  readonly device: DeviceId;
  readonly window: KeyWindow;
  /** The 16 bytes. */
  readonly key: Buffer;
}

/** Reads and unwraps; null when the key is unknown or destroyed. */
export async function readDataKey(
  db: Db | Tx,
  masterKey: Buffer,
  id: KeyId,
): Promise<DataKey | null> {
  const row = await findDataKey(db, id);
  return row && unwrapDataKey(masterKey, row);
}

export type WrappedDataKey = Pick<
  typeof dataKeys.$inferSelect,
  'id' | 'deviceId' | 'windowFrom' | 'windowTo' | 'wrapped'
>;

/** Null when the key is destroyed. */
export function unwrapDataKey(masterKey: Buffer, row: WrappedDataKey): DataKey | null {
  if (row.wrapped === null) return null;
  return {
    device: row.deviceId,
    window: { from: row.windowFrom, to: row.windowTo },
    key: unwrapKey(masterKey, row.wrapped, row.id),
  };
}
