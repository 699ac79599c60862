import { AppError } from '@workcompanion/core/errors';
import type { DeletionRequestId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { eq } from 'drizzle-orm';

/** A request that nobody has decided yet, locked. Throws `not-found` or `already-exists`. */
export async function findOpenRequest(
  tx: Tx,
  id: DeletionRequestId,
): Promise<typeof deletionRequests.$inferSelect> {
  const [request] = await tx
    .select()
    .from(deletionRequests)
    .where(eq(deletionRequests.id, id))
    .for('update');
  if (!request) throw new AppError('not-found', `There is no request ${id}.`);
  if (request.approvedAt === null && request.endedAt === null) return request;
  throw new AppError('already-exists', 'The request was decided meanwhile.');
}
