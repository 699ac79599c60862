import type { Resumed } from '@workcompanion/core/protocol/statement';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type GapTime, upsertGap } from './upsert-gap.ts';

/** Until its pause arrives, a resume stands for a gap without length. */
export async function noteResume(
  at: GapTime,
  { gap, device, to }: z.infer<typeof Resumed>,
): Promise<void> {
  const row = {
    id: gap,
    deviceId: device,
    display: null,
    cause: 'paused',
    startsAt: to,
    endsAt: to,
    note: null,
  } as const;
  await upsertGap(at, row, { endsAt: sql`excluded.ends_at` });
}
