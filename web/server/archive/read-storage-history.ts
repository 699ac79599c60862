import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ReadStorageHistory, StorageHistory } from '../../contract/archive.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const HOUR = 3_600_000_000;
/** The most points of a chart: more than it has pixels to show. */
const POINTS = 240;

/** `numeric` comes as text. */
const Row = z.object({
  at: z.coerce.number().pipe(UtcMicros),
  freeBytes: z.coerce.number(),
  totalBytes: z.coerce.number(),
  hotBytes: z.coerce.number(),
  archivedBytes: z.coerce.number(),
});

/** How full the disk was, or the quota of the bucket, in steps that a chart can show; of each the last sample. */
export async function readStorageHistory(
  ctx: UserContext,
  { hours }: ReadStorageHistory,
): Promise<StorageHistory> {
  assertRight(ctx.user, 'system');
  const to = ctx.now();
  const from = to - hours * HOUR;
  const step = Math.floor((to - from) / POINTS);
  const { rows } = await ctx.db.execute(sql`
    select distinct on (step)
      floor((extract(epoch from at) * 1000000 - ${from}::bigint) / ${step}::bigint) as step,
      floor(extract(epoch from at) * 1000000) as at,
      free_bytes as "freeBytes", total_bytes as "totalBytes",
      hot_bytes as "hotBytes", archived_bytes as "archivedBytes"
    from storage_samples
    where at >= to_timestamp(${from / 1_000_000}) and at <= to_timestamp(${to / 1_000_000})
      and free_bytes is not null
    order by step, storage_samples.at desc`);
  return { from, to, points: z.array(Row).parse(rows) };
}
