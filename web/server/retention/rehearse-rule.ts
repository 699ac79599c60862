import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import type { Rehearsal, RehearseRule } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What such a rule would take today from those it would be for. Nothing is changed. */
export async function rehearseRule(
  ctx: UserContext,
  { team, days }: RehearseRule,
): Promise<Rehearsal> {
  assertRight(ctx.user, 'list');
  const at = ctx.now();
  const candidate = { teamId: team ?? null, days };
  const rehearsal = await rehearseDeletion(ctx.db, { at, dueBy: at, candidate });
  return { ...rehearsal, shares: [...rehearsal.shares] };
}
