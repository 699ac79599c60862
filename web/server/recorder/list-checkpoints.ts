import {
  type CheckpointsResponse,
  MOST_CHECKPOINTS_TOLD,
} from '@workcompanion/core/protocol/checkpoint';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { asc, gt } from 'drizzle-orm';
import { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';

/** `after` -1: from the first one on. */
export const ListCheckpoints = z.object({ after: z.coerce.number().int().min(-1) });

/** Those that a recorder has missed, as many as go into an answer. */
export async function listCheckpoints(
  ctx: DeviceContext,
  { after }: z.infer<typeof ListCheckpoints>,
): Promise<CheckpointsResponse> {
  const rows = await ctx.db
    .select({ jws: checkpoints.jws })
    .from(checkpoints)
    .where(gt(checkpoints.number, after))
    .orderBy(asc(checkpoints.number))
    .limit(MOST_CHECKPOINTS_TOLD);
  return { checkpoints: rows.map(({ jws }) => jws) };
}
