import { thumbnailKey } from '@workcompanion/core/crypto/sealed-thumbnail';
import type { StoredPack } from '@workcompanion/db/queries/read-thumbnail-packs';
import type { UserContext } from '../auth/user-context.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import type { KeyedPack, PackPiece } from './thumbnail-stream.ts';

/** Packs with what is to be sent of them, without those whose key was destroyed. */
export async function withKeys(
  ctx: UserContext,
  packs: readonly StoredPack[],
  piecesOf: (pack: StoredPack) => readonly PackPiece[],
): Promise<KeyedPack[]> {
  const keyed: KeyedPack[] = [];
  for (const pack of packs) {
    const dataKey = await openDataKey(ctx, pack.keyId);
    if (dataKey) keyed.push({ ...pack, key: thumbnailKey(dataKey.key), pieces: piecesOf(pack) });
  }
  return keyed;
}
