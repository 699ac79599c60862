import type { Role } from '@workcompanion/core/access';
import { AppError } from '@workcompanion/core/errors';
import { newId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { FirstSignIn } from '../../contract/session.ts';
import { normaliseEmail } from '../auth/find-account.ts';
import { assertStrongPassword, hashPassword } from '../auth/password.ts';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

/** One person runs and watches a new installation. Settings say that the two should be split. */
const FIRST_ROLES: Role[] = ['admin', 'compliance'];

/**
 * Makes the first account by the link printed at the first start. The link works once, and only while
 * there is no account. Throws `not-found` (unknown or expired), `already-exists` (used, or too late).
 */
export async function redeemFirstSignIn(ctx: ServerContext, wish: FirstSignIn): Promise<void> {
  const tokenHash = sha256(wish.token);
  // First of all, since a hash costs 19 MiB and a third of a second of whoever asks.
  await assertLinkUsable(ctx.db, tokenHash, ctx.now());
  assertStrongPassword(wish.password, wish);
  const passwordHash = await hashPassword(wish.password);
  await withTransaction(ctx.db, async (tx) => {
    await assertLinkUsable(tx, tokenHash, ctx.now());
    await assertNoAccount(tx);
    const id = newId(UserId);
    const email = normaliseEmail(wish.email);
    const at = ctx.now();
    await tx
      .insert(users)
      .values({ id, email, name: wish.name, passwordHash, roles: FIRST_ROLES, createdAt: at });
    await tx
      .update(oneTimeLinks)
      .set({ usedAt: at, userId: id })
      .where(eq(oneTimeLinks.tokenHash, tokenHash));
    await appendAuditEntry(
      tx,
      { user: { id: id } },
      {
        at,
        action: 'user.created',
        entityType: 'user',
        entityId: id,
        details: { email, roles: FIRST_ROLES, by: 'first sign-in' },
      },
    );
  });
}

async function assertLinkUsable(db: Db | Tx, tokenHash: Buffer, now: number): Promise<void> {
  const [link] = await db
    .select()
    .from(oneTimeLinks)
    .where(and(eq(oneTimeLinks.tokenHash, tokenHash), eq(oneTimeLinks.purpose, 'first-admin')))
    .for('update');
  if (!link || link.expiresAt <= now) {
    throw new AppError('not-found', 'This sign-in link is unknown or no longer valid.');
  }
  if (link.usedAt !== null) {
    throw new AppError('already-exists', 'This sign-in link was used already.');
  }
}

/** Locked against a second link that is redeemed at the same moment. */
async function assertNoAccount(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table ${users} in share row exclusive mode`);
  const some = await tx.select({ id: users.id }).from(users).limit(1);
  if (some.length > 0) {
    throw new AppError('already-exists', 'There is an account already: sign in with it.');
  }
}

/** Whether the first account can be made by it still: nobody should fill in a form for nothing. */
export async function isFirstLinkOpen(ctx: ServerContext, token: string): Promise<boolean> {
  const links = await ctx.db
    .select({ expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.tokenHash, sha256(token)),
        eq(oneTimeLinks.purpose, 'first-admin'),
        gt(oneTimeLinks.expiresAt, ctx.now()),
        isNull(oneTimeLinks.usedAt),
      ),
    );
  if (links.length === 0) return false;
  const some = await ctx.db.select({ id: users.id }).from(users).limit(1);
  return some.length === 0;
}
