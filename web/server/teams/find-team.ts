import { AppError } from '@workcompanion/core/errors';
import type { TeamId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { teams } from '@workcompanion/db/schema/teams';
import { eq } from 'drizzle-orm';

/** Locked to the end of the transaction. Throws `not-found`. */
export async function findTeam(tx: Tx, id: TeamId): Promise<typeof teams.$inferSelect> {
  const [row] = await tx.select().from(teams).where(eq(teams.id, id)).for('update');
  if (!row) throw new AppError('not-found', `There is no team ${id}.`);
  return row;
}
