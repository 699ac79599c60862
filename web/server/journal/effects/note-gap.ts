import { AppError } from '@workcompanion/core/errors';
import type { GapRecorded } from '@workcompanion/core/protocol/statement';
import { gaps } from '@workcompanion/db/schema/gaps';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type GapTime, upsertGap } from './upsert-gap.ts';

/**
 * A gap is stated when it begins and when it ends, and the two may arrive in either order: an end is
 * never undone by the beginning, nor is the cause that came with the end.
 */
export async function noteGap(at: GapTime, gap: z.infer<typeof GapRecorded>): Promise<void> {
  if (gap.to !== null && gap.to < gap.from) {
    throw new AppError('statement-invalid', `Gap ${gap.gap} ends before it begins.`);
  }
  const isLateBeginning = sql`excluded.ends_at is null and ${gaps.endsAt} is not null`;
  await upsertGap(
    at,
    {
      id: gap.gap,
      deviceId: gap.device,
      display: gap.display,
      cause: gap.cause,
      startsAt: gap.from,
      endsAt: gap.to,
      note: gap.note,
    },
    {
      cause: sql`case when ${isLateBeginning} then ${gaps.cause} else excluded.cause end`,
      startsAt: sql`excluded.starts_at`,
      endsAt: sql`coalesce(excluded.ends_at, ${gaps.endsAt})`,
      note: sql`coalesce(excluded.note, ${gaps.note})`,
    },
  );
}
