import type { DataKey } from '@workcompanion/db/keys/open-data-key';
import type { DeviceContext } from '../device-context.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { assertKeyNotDestroyed } from './assert-key-not-destroyed.ts';
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
