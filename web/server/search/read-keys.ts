import type { KeyId } from '@workcompanion/core/ids';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { inArray } from 'drizzle-orm';
import type { ActorContext } from '../auth/user-context.ts';
import { rememberDataKey } from '../keys/open-data-key.ts';

/** Keys of many pieces by one query, not each by its own. */
export async function readKeys(ctx: ActorContext, ids: ReadonlySet<KeyId>): Promise<void> {
  const unknown = [...ids].filter((id) => !ctx.dataKeys.has(id));
  if (unknown.length === 0) return;
  const rows = await ctx.db.select().from(dataKeys).where(inArray(dataKeys.id, unknown));
  for (const row of rows) rememberDataKey(ctx, row);
}
