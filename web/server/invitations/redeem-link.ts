import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RedeemLink } from '../../contract/account-links.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { assertStrongPassword, hashPassword } from '../auth/password.ts';
import type { ServerContext } from '../context.ts';
import { findOpenLink } from './find-open-link.ts';

const ACTIONS = { invitation: 'user.joined', 'password-reset': 'user.password-reset' } as const;

/** The bearer chooses the account's password; sessions that there were end. Throws `not-found`. */
export async function redeemLink(
  ctx: ServerContext,
  { token, password }: RedeemLink,
): Promise<void> {
  const open = await findOpenLink(ctx.db, token, ctx.now());
  assertStrongPassword(password, open.user);
  const passwordHash = await hashPassword(password);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { purpose, tokenHash, user } = await findOpenLink(tx, token, at);
    await tx.update(users).set({ passwordHash }).where(eq(users.id, user.id));
    await endSessions(tx, ctx, { user: user.id, why: 'password-changed' });
    await tx.update(oneTimeLinks).set({ usedAt: at }).where(eq(oneTimeLinks.tokenHash, tokenHash));
    await appendAuditEntry(
      tx,
      { user },
      {
        at,
        action: ACTIONS[purpose],
        entityType: 'user',
        entityId: user.id,
        details: { email: user.email },
      },
    );
  });
}
