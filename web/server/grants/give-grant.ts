import { AppError } from '@workcompanion/core/errors';
import { GrantId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { employees } from '@workcompanion/db/schema/employees';
import { grants } from '@workcompanion/db/schema/grants';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { GiveGrant } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { mayBeGranted } from '../auth/reach/granted-rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findTeam } from '../teams/find-team.ts';
import { findAccount } from '../users/find-account.ts';

/** Longer, and it is no loan but a role. */
const LONGEST_DAYS = 366;
const DAY = 24 * 3_600_000_000;

/**
 * Lends a right over a person, a team or all, and over some footage only where the wish says so.
 * Throws `forbidden` (to oneself; to who runs or audits the system), `not-found`, `invalid-input`.
 */
export async function giveGrant(
  ctx: UserContext,
  wish: GiveGrant,
): Promise<{ readonly id: GrantId }> {
  assertRight(ctx.user, 'users');
  if (wish.user === ctx.user.id) throw new AppError('forbidden', 'Nobody lends to themselves.');
  const at = ctx.now();
  if (wish.expiresAt <= at || wish.expiresAt > at + LONGEST_DAYS * DAY) {
    throw new AppError('invalid-input', `A grant ends within ${LONGEST_DAYS} days.`);
  }
  const id = newId(GrantId);
  const { user: userId, ...what } = wish;
  await withTransaction(ctx.db, async (tx) => {
    await assertGrantable(tx, wish);
    await tx.insert(grants).values({ id, userId, ...what, givenBy: ctx.user.id, givenAt: at });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'grant.given',
      subject: `user:${userId}`,
      details: { grant: id, ...what },
    });
  });
  return { id };
}

async function assertGrantable(tx: Tx, { user, employeeId, teamId }: GiveGrant): Promise<void> {
  const { roles } = await findAccount(tx, user);
  if (!mayBeGranted(roles)) {
    throw new AppError('forbidden', 'Whoever runs or audits the system may not be lent a right.');
  }
  if (teamId !== null) await findTeam(tx, teamId);
  if (employeeId === null) return;
  const rows = await tx
    .select({ id: employees.id })
    .from(employees)
    .where(eq(employees.id, employeeId));
  if (rows.length === 0) throw new AppError('not-found', `There is no person ${employeeId}.`);
}
