import type { UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '@workcompanion/db/client';
import type { sessions } from '@workcompanion/db/schema/sessions';
import { settings } from '@workcompanion/db/schema/settings';
import { eq } from 'drizzle-orm';
import { SignInSettings } from '../../contract/session.ts';

/** µs */
const MINUTE = 60_000_000;

const HOUR = 60 * MINUTE;

type Times = Pick<typeof sessions.$inferSelect, 'begunAt' | 'lastUsedAt'>;

type Limits = Pick<SignInSettings, 'sessionHours' | 'idleMinutes'> & { readonly now: number };

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

/** Whether its time has come, or nobody has done anything in it for too long. */
export function isSessionOver({ begunAt, lastUsedAt }: Times, limits: Limits): boolean {
  const { sessionHours, idleMinutes, now } = limits;
  return now >= begunAt + sessionHours * HOUR || now >= lastUsedAt + idleMinutes * MINUTE;
}
