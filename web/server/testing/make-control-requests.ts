import { ControlRequestId, newId, type UserId } from '@workcompanion/core/ids';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import type { ServerContext } from '../context.ts';

/** Some that wait. */
export async function makeControlRequests(
  { db, now }: ServerContext,
  { by: requestedBy, count }: { readonly by: UserId; readonly count: number },
): Promise<ControlRequestId[]> {
  const ids = Array.from({ length: count }, () => newId(ControlRequestId));
  await db.insert(controlRequests).values(
    ids.map((id) => ({
      id,
      kind: 'account-link',
      wish: { user: requestedBy },
      subject: `user:${requestedBy}`,
      gains: ['opens-account'],
      facts: {},
      state: {},
      favouredUsers: [],
      favouredRoles: [],
      reason: '',
      requestedAt: now(),
      requestedBy,
    })),
  );
  return ids;
}
