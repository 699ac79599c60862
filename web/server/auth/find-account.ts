import { AppError } from '@workcompanion/core/errors';
import type { UserId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';

/** Locked to the end of the transaction. Throws `not-found`. */
export async function findAccount(tx: Db | Tx, id: UserId): Promise<typeof users.$inferSelect> {
  const [row] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  if (!row) throw new AppError('not-found', `There is no account ${id}.`);
  return row;
}

/** Addresses are compared without regard to case, whatever the sender's mailbox does. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
