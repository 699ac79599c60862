import type { KeyId } from '@workcompanion/core/ids';
import {
  type DataKey,
  readDataKey,
  unwrapDataKey,
  type WrappedDataKey,
} from '@workcompanion/db/keys/read-data-key';
import { LRUCache } from 'lru-cache';
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

/** For `openDataKey` of the next moments: who has the row already spares it the look. */
export function rememberDataKey({ dataKeys, masterKey }: Vault, row: WrappedDataKey): void {
  if (dataKeys.has(row.id)) return;
  const key = unwrapDataKey(masterKey, row);
  if (key) dataKeys.set(row.id, key);
}

const MAX_KEYS = 10_000;
/** Also how long a destroyed key may still open footage in this process. */
const LIFETIME_MS = 5_000;

/** Unwrapped data keys of the last moments, in memory only. */
export class DataKeyCache extends LRUCache<KeyId, DataKey> {
  constructor() {
    super({ max: MAX_KEYS, ttl: LIFETIME_MS });
  }
}
