import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import { EvidencePackageSettings } from '../../contract/evidence-packages.ts';

const KEY = 'evidence-packages';

export async function readEvidencePackageSettings(db: Db | Tx): Promise<EvidencePackageSettings> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return EvidencePackageSettings.parse(row?.value ?? {});
}

export async function writeEvidencePackageSettings(
  db: Db | Tx,
  value: EvidencePackageSettings,
  { at, by }: { readonly at: UtcMicros; readonly by: UserId },
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
