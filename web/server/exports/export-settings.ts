import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import { ExportSettings } from '../../contract/exports.ts';

const KEY = 'exports';

export async function readExportSettings(db: Db | Tx): Promise<ExportSettings> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return ExportSettings.parse(row?.value ?? {});
}

export async function writeExportSettings(
  db: Db | Tx,
  value: ExportSettings,
  { at, by }: { readonly at: UtcMicros; readonly by: UserId },
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
