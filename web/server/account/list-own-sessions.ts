import { sessions } from '@workcompanion/db/schema/sessions';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { OwnSession } from '../../contract/account.ts';
import { isSessionOver } from '../auth/session-limits.ts';
import { readSignInSettings } from '../auth/sign-in-settings.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Where one is signed in, this browser first. */
export async function listOwnSessions({
  db,
  user,
  session,
  now,
}: UserContext): Promise<OwnSession[]> {
  const limits = { ...(await readSignInSettings(db)), now: now() };
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, user.id), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.lastUsedAt));
  return rows
    .filter((row) => !isSessionOver(row, limits))
    .map(({ id, begunAt, lastUsedAt, address, userAgent, signedInBy }) => ({
      id,
      begunAt,
      lastUsedAt,
      address,
      userAgent,
      signedInBy,
      isThis: id === session.id,
    }))
    .toSorted((a, b) => Number(b.isThis) - Number(a.isThis));
}
