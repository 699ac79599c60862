import { TeamId } from '@workcompanion/core/ids';
import { rehearseDeletion } from '@workcompanion/db/retention/rehearse-deletion';
import { z } from 'zod';
import type { Rehearsal } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

export const RehearseRule = z.object({
  /** Left out: for all. */
  team: TeamId.optional(),
  days: z.coerce.number().int().min(1).max(3650),
});

/** What such a rule would take today from those it would be for. Nothing is changed. */
export async function rehearseRule(
  ctx: UserContext,
  { team, days }: z.infer<typeof RehearseRule>,
): Promise<Rehearsal> {
  assertRight(ctx.user, 'list');
  const at = ctx.now();
  const candidate = { teamId: team ?? null, days };
  const rehearsal = await rehearseDeletion(ctx.db, { at, dueBy: at, candidate });
  return { ...rehearsal, shares: [...rehearsal.shares] };
}
