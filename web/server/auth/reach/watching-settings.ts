import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import { WatchingSettings } from '../../../contract/watching.ts';

const KEY = 'watching';

export async function readWatchingSettings(db: Db | Tx): Promise<WatchingSettings> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return WatchingSettings.parse(row?.value ?? {});
}

interface ChangedBy {
  readonly at: UtcMicros;
  /** Null: the installation itself. */
  readonly by: UserId | null;
}

export async function writeWatchingSettings(
  db: Db | Tx,
  value: WatchingSettings,
  { at, by }: ChangedBy,
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
