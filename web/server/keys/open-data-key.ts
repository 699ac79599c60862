import type { KeyId } from '@workcompanion/core/ids';
import { type DataKey, openDataKey as readDataKey } from '@workcompanion/db/keys/open-data-key';
import type { ServerContext } from '../context.ts';

type Vault = Pick<ServerContext, 'db' | 'masterKey' | 'dataKeys'>;

/** The unwrapped key, from memory when it was lately used; null when it is unknown or destroyed. */
export async function openDataKey(vault: Vault, id: KeyId): Promise<DataKey | null> {
  const cached = vault.dataKeys.get(id);
  if (cached) return cached;
  const key = await readDataKey(vault.db, vault.masterKey, id);
  if (key) vault.dataKeys.set(id, key);
  return key;
}
