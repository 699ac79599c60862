import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import { SignInSettings } from '../../contract/sign-in-settings.ts';

export const SIGN_IN_SETTINGS = 'sign-in';

export async function readSignInSettings(db: Db | Tx): Promise<SignInSettings> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, SIGN_IN_SETTINGS));
  return SignInSettings.parse(row?.value ?? {});
}

interface ChangedBy {
  readonly at: UtcMicros;
  /** Null: the installation itself. */
  readonly by: UserId | null;
}

export async function writeSignInSettings(
  db: Db | Tx,
  value: SignInSettings,
  { at, by }: ChangedBy,
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await db
    .insert(settings)
    .values({ key: SIGN_IN_SETTINGS, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
