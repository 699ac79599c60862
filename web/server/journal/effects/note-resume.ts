import type { Resumed } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { upsertGap } from './upsert-gap.ts';

/** Until its pause arrives, a resume stands for a gap without length. */
export async function noteResume(
  tx: Tx,
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
  await upsertGap(tx, row, { endsAt: sql`excluded.ends_at` });
}
