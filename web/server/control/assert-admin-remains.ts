import { AppError } from '@workcompanion/core/errors';
import { ADVISORY_LOCKS } from '@workcompanion/db/advisory-locks';
import type { Tx } from '@workcompanion/db/client';
import { userIdentities, users } from '@workcompanion/db/schema/users';
import { and, arrayContains, eq, exists, isNotNull, isNull, or, sql } from 'drizzle-orm';

/** One change of accounts at a time: two administrators who take each other's role leave one. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.accounts})`);
}

/** After a change, under `lockAccounts`: somebody must be left who can manage accounts. Throws `last-admin`. */
export async function assertAdminRemains(tx: Tx): Promise<void> {
  const identities = tx
    .select({ one: sql`1` })
    .from(userIdentities)
    .where(eq(userIdentities.userId, users.id));
  const [admin] = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        arrayContains(users.roles, ['admin']),
        isNull(users.disabledAt),
        or(isNotNull(users.passwordHash), exists(identities)),
      ),
    )
    .limit(1);
  if (!admin) throw new AppError('last-admin', 'This would leave no administrator.');
}
