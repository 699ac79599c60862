import { AppError } from '@workcompanion/core/errors';
import { GrantId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import { GiveGrant, type WithdrawGrant } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { findAccount } from '../auth/find-account.ts';
import { mayBeGranted } from '../auth/reach/granted-rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange, Judgement } from '../control/controlled-change.ts';
import { findTeam } from '../teams/list-teams.ts';

/** Longer, and it is no loan but a role. */
const LONGEST_DAYS = 366;

const DAY = 24 * 3_600_000_000;

interface Given {
  readonly id: GrantId;
}

export const GIVE_GRANT: ControlledChange<GiveGrant, Given> = {
  kind: 'grant',
  wish: GiveGrant,
  right: 'users',
  judge: judgeGrant,
  async apply(tx, ctx, { why: _, ...wish }, agreement) {
    const at = ctx.now();
    const id = newId(GrantId);
    const { user: userId, ...what } = wish;
    await tx.insert(grants).values({ id, userId, ...what, givenBy: ctx.user.id, givenAt: at });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'grant.given',
      entityType: 'user',
      entityId: userId,
      details: { ...agreement, grant: id, ...what },
    });
    return { id };
  },
};

/**
 * Lends a right over a person, a team or all, and over some footage only where the wish says so.
 * Throws `forbidden` (to oneself; to who runs or audits the system), `not-found`, `invalid-input`.
 */
export function giveGrant(ctx: UserContext, wish: GiveGrant): Promise<ControlAnswer<Given>> {
  return askOrApply(ctx, GIVE_GRANT, wish);
}

async function judgeGrant(tx: Tx, ctx: UserContext, wish: GiveGrant): Promise<Judgement> {
  if (wish.user === ctx.user.id) throw new AppError('forbidden', 'Nobody lends to themselves.');
  const at = ctx.now();
  if (wish.expiresAt <= at || wish.expiresAt > at + LONGEST_DAYS * DAY) {
    throw new AppError('invalid-input', `A grant ends within ${LONGEST_DAYS} days.`);
  }
  const { user: id, why: _, ...what } = wish;
  const { roles } = await findAccount(tx, id);
  if (!mayBeGranted(roles)) {
    throw new AppError('forbidden', 'Whoever runs or audits the system may not be lent a right.');
  }
  if (what.teamId !== null) await findTeam(tx, what.teamId);
  if (what.personId !== null) await assertPerson(tx, what.personId);
  return {
    gains: ['lent'],
    favoured: { users: [id], roles: [] },
    subject: `user:${id}`,
    facts: what,
    state: { roles },
  };
}

async function assertPerson(tx: Tx, id: NonNullable<GiveGrant['personId']>): Promise<void> {
  if ((await tx.$count(people, eq(people.id, id))) > 0) return;
  throw new AppError('not-found', `There is no person ${id}.`);
}

/** Counts from the next request on, also for footage that is playing. Twice is no error. */
export async function withdrawGrant(ctx: UserContext, { grant: id }: WithdrawGrant): Promise<void> {
  assertRight(ctx.user, 'users');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [grant] = await tx.select().from(grants).where(eq(grants.id, id)).for('update');
    if (!grant) throw new AppError('not-found', `There is no grant ${id}.`);
    if (grant.withdrawnAt !== null) return;
    await tx.update(grants).set({ withdrawnAt: at }).where(eq(grants.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'grant.withdrawn',
      entityType: 'user',
      entityId: grant.userId,
      details: { grant: id, right: grant.right },
    });
  });
}
