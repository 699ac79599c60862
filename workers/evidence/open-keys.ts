import type { KeyId } from '@workcompanion/core/ids';
import { type DataKey, openDataKey } from '@workcompanion/db/keys/open-data-key';
import type { MakingContext } from './evidence-context.ts';
import type { ClipSegment } from './gather/read-clip-segments.ts';

/** The data keys of segments; those that were destroyed are left out. */
export async function openKeys(
  { db, masterKey }: MakingContext,
  rows: readonly ClipSegment[],
): Promise<Map<KeyId, DataKey>> {
  const keys = new Map<KeyId, DataKey>();
  for (const id of new Set(rows.map(({ keyId }) => keyId))) {
    const key = await openDataKey(db, masterKey, id);
    if (key !== null) keys.set(id, key);
  }
  return keys;
}
