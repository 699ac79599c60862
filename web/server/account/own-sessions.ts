import { AppError } from '@workcompanion/core/errors';
import type { SessionId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { type SessionEnd, sessions } from '@workcompanion/db/schema/sessions';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { OneSession, OwnSession } from '../../contract/account.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { isSessionOver, readSignInSettings } from '../auth/sign-in-settings.ts';
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

/** Another browser of one's own, as one that was left open. Throws `not-found`. */
export async function endOwnSession(ctx: UserContext, { session }: OneSession): Promise<void> {
  await end(ctx, session, 'ended-by-owner');
}

/** Here: whoever has copied the cookie has nothing. */
export async function signOut(ctx: UserContext): Promise<void> {
  await end(ctx, ctx.session.id, 'signed-out');
}

async function end(ctx: UserContext, session: SessionId, why: SessionEnd): Promise<void> {
  const { id: user } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    const ended = await endSessions(tx, ctx, { user, why, only: session });
    if (ended === 0) throw new AppError('not-found', 'You have no such session.');
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.ended',
      entityType: 'user',
      entityId: user,
      details: { session, why },
    });
  });
}

/** Signs out everywhere but here. */
export async function endOtherSessions(ctx: UserContext): Promise<void> {
  const { id: user } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    await endSessions(tx, ctx, { user, why: 'ended-by-owner', but: ctx.session.id });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.ended-others',
      entityType: 'user',
      entityId: user,
    });
  });
}
