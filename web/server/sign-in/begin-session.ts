import { newId, SessionId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { type SignedInBy, sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

const MOST_OF_USER_AGENT = 300;

/** The browser at the other end, as the trusted proxies and itself tell it. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
}

interface SessionFacts {
  readonly user: Pick<typeof users.$inferSelect, 'id' | 'email'>;
  readonly client: Client;
  readonly by: SignedInBy;
  readonly hasSecondFactor: boolean;
}

/** That somebody signed in, when and how: kept and told to the audit log. */
export async function beginSession(
  tx: Tx,
  ctx: Pick<ServerContext, 'now'>,
  { user, client, by, hasSecondFactor }: SessionFacts,
): Promise<SessionId> {
  const at = ctx.now();
  const id = newId(SessionId);
  await tx.insert(sessions).values({
    id,
    userId: user.id,
    begunAt: at,
    lastUsedAt: at,
    address: client.address,
    userAgent: client.userAgent.slice(0, MOST_OF_USER_AGENT),
    signedInBy: by,
    hasSecondFactor,
  });
  await tx.update(users).set({ lastSignInAt: at }).where(eq(users.id, user.id));
  await appendAuditEntry(
    tx,
    { user },
    {
      at,
      action: 'session.began',
      entityType: 'user',
      entityId: user.id,
      details: { email: user.email, address: client.address, by },
    },
  );
  return id;
}
