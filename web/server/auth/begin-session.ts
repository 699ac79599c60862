import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

interface SessionFacts {
  readonly user: Pick<typeof users.$inferSelect, 'id' | 'email'>;
  readonly address: string;
  readonly by: 'password' | 'totp' | 'recovery-code' | 'company';
}

/** That somebody signed in, when and how: kept and told to the audit log. */
export async function beginSession(
  tx: Tx,
  ctx: Pick<ServerContext, 'now'>,
  { user, address, by }: SessionFacts,
): Promise<void> {
  const at = ctx.now();
  await tx.update(users).set({ lastSignInAt: at }).where(eq(users.id, user.id));
  await appendAuditEntry(tx, {
    at,
    userId: user.id,
    action: 'session.began',
    subject: `user:${user.id}`,
    details: { email: user.email, address, by },
  });
}
