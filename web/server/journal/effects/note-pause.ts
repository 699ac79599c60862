import type { Paused } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { upsertGap } from './upsert-gap.ts';

/** `until` is a plan, and no end. */
export async function notePause(
  tx: Tx,
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
  await upsertGap(tx, row, { startsAt: sql`excluded.starts_at`, note: sql`excluded.note` });
}
