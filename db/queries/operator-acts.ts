import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, eq, isNull } from 'drizzle-orm';
import { appendAuditEntry, SYSTEM_ACTOR } from '../audit/append-audit-entry.ts';
import type { Db, Tx } from '../client.ts';
import { sessions } from '../schema/sessions.ts';
import { oneTimeLinks, users } from '../schema/users.ts';
import { withTransaction } from '../transaction.ts';

/** µs: as long as somebody is on the telephone with whoever runs the machine. */
const LIFETIME = 3_600_000_000;
/** Said in the audit log: no account did it. */
const BY = 'command line of the server';

interface OfAccount {
  readonly email: string;
  readonly now: UtcMicros;
}

/**
 * A token by which the account's owner chooses another password, for when nobody is left who could
 * agree to one. Throws `not-found`, also for a disabled account.
 */
export function issueOperatorLink(db: Db, { email, now }: OfAccount): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  return withTransaction(db, async (tx) => {
    const user = await findEnabled(tx, email);
    const purpose = user.passwordHash === null ? 'invitation' : 'password-reset';
    await endLinks(tx, user.id);
    await tx.insert(oneTimeLinks).values({
      tokenHash: createHash('sha256').update(token).digest(),
      purpose,
      userId: user.id,
      createdAt: now,
      expiresAt: now + LIFETIME,
    });
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: now,
      action: 'user.link-made',
      entityType: 'user',
      entityId: user.id,
      details: { alone: true, purpose, email: user.email, by: BY },
    });
    return token;
  });
}

/** For an account whose owner is gone, and which only they could agree to disable. */
export function disableByOperator(db: Db, { email, now }: OfAccount): Promise<void> {
  return withTransaction(db, async (tx) => {
    const user = await findEnabled(tx, email);
    await tx.update(users).set({ disabledAt: now }).where(eq(users.id, user.id));
    await tx
      .update(sessions)
      .set({ endedAt: now, endedBy: 'disabled' })
      .where(and(eq(sessions.userId, user.id), isNull(sessions.endedAt)));
    await endLinks(tx, user.id);
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: now,
      action: 'user.disabled',
      entityType: 'user',
      entityId: user.id,
      details: { alone: true, email: user.email, by: BY },
    });
  });
}

type Account = typeof users.$inferSelect;

async function findEnabled(tx: Tx, email: string): Promise<Account> {
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.email, email.trim().toLowerCase()), isNull(users.disabledAt)))
    .for('update');
  if (user) return user;
  throw new AppError('not-found', `No account that is in use has the address ${email}.`);
}

async function endLinks(tx: Tx, user: Account['id']): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.userId, user), isNull(oneTimeLinks.usedAt)));
}
