import { sessions } from '@workcompanion/db/schema/sessions';
import { and, eq, lt } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

/** µs. How exactly the time of the last use is known, and how seldom it is written. */
const PRECISION = 60_000_000;

type Used = Pick<typeof sessions.$inferSelect, 'id' | 'lastUsedAt'>;

/** That a person did something in a session. That it can't be written down stops nobody. */
export async function noteUse(
  { db, now, log }: Pick<ServerContext, 'db' | 'now' | 'log'>,
  { id, lastUsedAt }: Used,
): Promise<void> {
  const at = now();
  if (at < lastUsedAt + PRECISION) return;
  await db
    .update(sessions)
    .set({ lastUsedAt: at })
    .where(and(eq(sessions.id, id), lt(sessions.lastUsedAt, at)))
    .catch((err: unknown) => log.warn({ err }, 'the use of a session was not noted'));
}
