import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ControlAnswer, Gain } from '../../contract/control.ts';
import { ChangeUser } from '../../contract/users.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { wouldEndControl } from '../control/agreeing-accounts.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import { assertAdminRemains } from '../control/assert-admin-remains.ts';
import type { ControlledChange, Judgement } from '../control/controlled-change.ts';
import { type Duties, gainedDuties } from '../control/powers.ts';
import { endLinks } from '../invitations/make-link.ts';
import { assertPersonFree, assertTeams, readDuties, setManagedTeams } from './duties.ts';

export const CHANGE_USER: ControlledChange<ChangeUser, null> = {
  kind: 'account',
  wish: ChangeUser,
  right: 'users',
  judge: judgeChange,
  async apply(tx, ctx, wish, agreement) {
    const { user: id, name, teams, personId } = wish;
    const roles = rolesOf(wish);
    const before = await readDuties(tx, await findAccount(tx, id));
    await tx.update(users).set({ name, roles, personId }).where(eq(users.id, id));
    await setManagedTeams(tx, { user: id, teams });
    await assertAdminRemains(tx);
    // A link that somebody holds was given for an account that could do less.
    if (gainedDuties(before, wish).length > 0) await endLinks(tx, id);
    if (!isSameDuty(before, { roles, personId })) {
      await endSessions(tx, ctx, { user: id, why: 'roles-changed' });
    }
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.changed',
      entityType: 'user',
      entityId: id,
      before,
      after: { name, roles, teams, personId },
      details: agreement,
    });
    return null;
  },
};

/**
 * What an account may do, from its next sign-in on. Throws `forbidden` (roles for oneself),
 * `last-admin`, `already-exists` (the person has another account), `not-found`.
 */
export function changeUser(ctx: UserContext, wish: ChangeUser): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_USER, wish);
}

async function judgeChange(tx: Tx, ctx: UserContext, wish: ChangeUser): Promise<Judgement> {
  const { user: id, name, teams, personId } = wish;
  const roles = rolesOf(wish);
  const user = await findAccount(tx, id);
  const before = await readDuties(tx, user);
  assertGivesOthersOnly(ctx, { id, before: before.roles, after: roles });
  await assertPersonFree(tx, { user: id, personId });
  await assertTeams(tx, teams);
  const gains: Gain[] = gainedDuties(before, wish);
  if (await wouldEndControl(tx, { user: id, roles })) gains.push('control-ends');
  return {
    gains,
    favoured: { users: gains.every((gain) => gain === 'control-ends') ? [] : [id], roles: [] },
    subject: `user:${id}`,
    facts: { before, after: { name, roles, teams, personId } },
    state: { before, disabledAt: user.disabledAt },
  };
}

function rolesOf({ roles }: ChangeUser): ChangeUser['roles'] {
  return [...new Set(roles)];
}

type Duty = Pick<Duties, 'roles' | 'personId'>;

function isSameDuty(before: Duty, after: Duty): boolean {
  const isSame = new Set([...before.roles, ...after.roles]).size;
  return (
    isSame === before.roles.length &&
    isSame === after.roles.length &&
    before.personId === after.personId
  );
}

interface RoleChange {
  readonly id: ChangeUser['user'];
  readonly before: readonly ChangeUser['roles'][number][];
  readonly after: ChangeUser['roles'];
}

/** Roles can be laid down, but nobody takes one: that is for another administrator to give. */
function assertGivesOthersOnly(ctx: UserContext, { id, before, after }: RoleChange): void {
  if (id !== ctx.user.id || after.every((role) => before.includes(role))) return;
  throw new AppError('forbidden', 'Another administrator must give you a role.');
}
