import type { Paused } from '@workcompanion/core/protocol/statement';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type GapTime, upsertGap } from './upsert-gap.ts';

/** `until` is a plan, and no end. */
export async function notePause(
  at: GapTime,
  { gap, device, from, reason }: z.infer<typeof Paused>,
): Promise<void> {
  const row = {
    id: gap,
    deviceId: device,
    display: null,
    cause: 'paused',
    startsAt: from,
    endsAt: null,
    note: reason,
  } as const;
  await upsertGap(at, row, { startsAt: sql`excluded.starts_at`, note: sql`excluded.note` });
}
