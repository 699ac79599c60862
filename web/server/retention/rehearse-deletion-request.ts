import { rehearseRequest } from '@workcompanion/db/retention/rehearse-request';
import type { RehearseDeletionRequest, RequestRehearsal } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What such a request would take now. Nothing is changed. */
export async function rehearseDeletionRequest(
  ctx: UserContext,
  { person, from, to }: RehearseDeletionRequest,
): Promise<RequestRehearsal> {
  assertRight(ctx.user, 'delete');
  return rehearseRequest(ctx.db, { personId: person, from, to }, ctx.now());
}
