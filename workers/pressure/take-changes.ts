import type { Tx } from '@workcompanion/db/client';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { StateChange } from './stored-totals.ts';

const STATES = ['hot', 'archived', 'cold', 'quarantined', 'shredded'] as const;

/** PostgreSQL's sums are `numeric`, which comes as text. */
const Change = z.object({
  state: z.enum(STATES),
  objects: z.coerce.number(),
  bytes: z.coerce.number(),
  received: z.coerce.number(),
});

/** Sums up what has changed since the last time, and takes it away: nobody else will count it. */
export async function takeChanges(tx: Tx): Promise<readonly StateChange[]> {
  const { rows } = await tx.execute(sql`
    with taken as (delete from storage_changes returning *)
    select state, sum(objects) as objects, sum(bytes) as bytes, sum(received) as received
    from taken group by state`);
  return z.array(Change).parse(rows);
}
