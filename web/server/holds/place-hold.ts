import { withTransaction } from '@workcompanion/db/transaction';
import type { HoldPlaced, PlaceHold } from '../../contract/holds.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { insertHold } from './insert-hold.ts';

/**
 * From the answer on, nothing of the stretch is deleted: keys are destroyed under the same lock. What
 * went before is told, for no hold brings it back.
 */
export async function placeHold(ctx: UserContext, wish: PlaceHold): Promise<HoldPlaced> {
  assertRight(ctx.user, 'hold');
  return withTransaction(ctx.db, (tx) => insertHold(tx, ctx, { ...wish, caseId: null }));
}
