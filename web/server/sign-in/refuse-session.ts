import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';

interface Refusal {
  /** As typed: a password that landed in the wrong field is no address, and is not kept. */
  readonly email: string;
  readonly user: Pick<typeof users.$inferSelect, 'id'> | null;
  readonly address: string;
  readonly why: string;
}

/** Tells the audit log of a sign-in that failed. The throttle bounds how many there can be. */
export async function refuseSession(
  ctx: Pick<ServerContext, 'db' | 'now'>,
  { email, user, address, why }: Refusal,
): Promise<void> {
  const known = z.email().safeParse(email.trim());
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: ctx.now(),
      action: 'session.refused',
      entityType: 'user',
      entityId: user?.id ?? 'unknown',
      details: { email: known.success ? known.data.toLowerCase() : null, address, why },
    }),
  );
}
