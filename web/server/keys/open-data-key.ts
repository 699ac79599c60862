import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { KeyId } from '@workcompanion/core/ids';
import { findDataKey } from '@workcompanion/db/queries/find-data-key';
import type { ServerContext } from '../context.ts';
import type { DataKey } from './data-key-cache.ts';

type Vault = Pick<ServerContext, 'db' | 'masterKey' | 'dataKeys'>;

/** The unwrapped key; null when it is unknown or destroyed. */
export async function openDataKey(vault: Vault, id: KeyId): Promise<DataKey | null> {
  const cached = vault.dataKeys.get(id);
  if (cached) return cached;
  const row = await findDataKey(vault.db, id);
  if (!row?.wrapped) return null;
  const key: DataKey = {
    device: row.deviceId,
    window: { from: row.windowFrom, to: row.windowTo },
    key: unwrapKey(vault.masterKey, row.wrapped, id),
  };
  vault.dataKeys.set(id, key);
  return key;
}
