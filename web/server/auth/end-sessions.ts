import type { SessionId, UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { sendNotice } from '@workcompanion/db/notices';
import { type SessionEnd, sessions } from '@workcompanion/db/schema/sessions';
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

interface Ended {
  readonly user: UserId;
  readonly why: SessionEnd;
  /** Goes on: of whoever ends their others. */
  readonly but?: SessionId;
  /** This one alone. */
  readonly only?: SessionId;
}

/**
 * Ends what an account has open, with the transaction: each next request must sign in first. Returns
 * how many sessions there were to end.
 */
export async function endSessions(
  tx: Tx,
  { now, sessions: memory }: Pick<ServerContext, 'now' | 'sessions'>,
  { user, why, but, only }: Ended,
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now(), endedBy: why })
    .where(
      and(
        eq(sessions.userId, user),
        isNull(sessions.endedAt),
        but && ne(sessions.id, but),
        only && eq(sessions.id, only),
      ),
    )
    .returning({ id: sessions.id });
  memory.forget(user, now());
  await sendNotice(tx, 'sessions-ended', user);
  return ended.length;
}
