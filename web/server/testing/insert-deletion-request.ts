import { DeletionRequestId, newId, type PersonId, type UserId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { deletionRequests } from '@workcompanion/db/schema/deletions';

/** A request that nobody has decided yet. */
export async function insertDeletionRequest(
  db: Db,
  { person, by }: { readonly person: PersonId; readonly by: UserId },
): Promise<DeletionRequestId> {
  const id = newId(DeletionRequestId);
  await db.insert(deletionRequests).values({
    id,
    personId: person,
    footageFrom: 0,
    footageTo: 1,
    reason: 'Asked for it',
    requestedAt: 1,
    requestedBy: by,
  });
  return id;
}
