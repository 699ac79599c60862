import { AppError } from '@workcompanion/core/errors';
import type { ControlRequestId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { eq } from 'drizzle-orm';
import { openSince } from '../control/answer-time.ts';

/** One that waits, locked to the end of the transaction. Throws `not-found`, `request-closed`. */
export async function findOpenControlRequest(
  tx: Tx,
  id: ControlRequestId,
  now: number,
): Promise<typeof controlRequests.$inferSelect> {
  const [row] = await tx
    .select()
    .from(controlRequests)
    .where(eq(controlRequests.id, id))
    .for('update');
  if (!row) throw new AppError('not-found', `There is no request ${id}.`);
  if (row.decision === null && row.requestedAt > openSince(now)) return row;
  throw new AppError('request-closed', 'It was decided meanwhile, or nobody answered in time.');
}
