import type { Db, Tx } from '@workcompanion/db/client';
import { userIdentities } from '@workcompanion/db/schema/user-identities';
import { users } from '@workcompanion/db/schema/users';
import { and, eq } from 'drizzle-orm';

/** The account that somebody of the provider has here. */
export async function findIdentity(
  db: Db | Tx,
  issuer: string,
  subject: string,
): Promise<typeof users.$inferSelect | null> {
  const [row] = await db
    .select({ user: users })
    .from(userIdentities)
    .innerJoin(users, eq(users.id, userIdentities.userId))
    .where(and(eq(userIdentities.issuer, issuer), eq(userIdentities.subject, subject)));
  return row?.user ?? null;
}
