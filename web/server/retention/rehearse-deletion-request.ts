import { PersonId } from '@workcompanion/core/ids';
import { rehearseRequest } from '@workcompanion/db/retention/rehearse-request';
import { z } from 'zod';
import type { RequestRehearsal } from '../../contract/retention.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const Micros = z.coerce.number().int().min(0);

export const RehearseDeletionRequest = z.object({
  person: PersonId,
  from: Micros,
  to: Micros,
});

/** What such a request would take now. Nothing is changed. */
export async function rehearseDeletionRequest(
  ctx: UserContext,
  { person, from, to }: z.infer<typeof RehearseDeletionRequest>,
): Promise<RequestRehearsal> {
  assertRight(ctx.user, 'delete');
  return rehearseRequest(ctx.db, { personId: person, from, to }, ctx.now());
}
