import type { Role } from '@workcompanion/core/access';
import type { UserId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayOverlaps, isNotNull, isNull } from 'drizzle-orm';
import { rolesHolding } from '../auth/rights.ts';
import type { Favoured } from './controlled-change.ts';

export interface AgreeingAccount {
  readonly id: UserId;
  readonly roles: readonly Role[];
}

/** Accounts that hold the right to agree, and have been signed in to: an invitation agrees to nothing. */
export function readAgreeingAccounts(db: Db | Tx): Promise<AgreeingAccount[]> {
  return db
    .select({ id: users.id, roles: users.roles })
    .from(users)
    .where(
      and(
        arrayOverlaps(users.roles, [...rolesHolding('agree')]),
        isNull(users.disabledAt),
        isNotNull(users.lastSignInAt),
      ),
    );
}

/** Nobody agrees to what favours themselves. */
export function isUnfavoured(account: AgreeingAccount, { users: ids, roles }: Favoured): boolean {
  return !(ids.includes(account.id) || roles.some((role) => account.roles.includes(role)));
}

/**
 * Whether two accounts can agree now, and no two could once this one is gone or holds only these roles:
 * then control by two would end, and nobody ends it alone.
 */
export async function wouldEndControl(
  tx: Tx,
  { user, roles }: { readonly user: UserId; readonly roles: readonly Role[] },
): Promise<boolean> {
  const agreeing = await readAgreeingAccounts(tx);
  const keeps = roles.some((role) => rolesHolding('agree').includes(role));
  return agreeing.length === 2 && !keeps && agreeing.some(({ id }) => id === user);
}
