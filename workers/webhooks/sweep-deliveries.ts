import { webhookDeliveries } from '@workcompanion/db/schema/webhook-deliveries';
import { and, isNull, lt } from 'drizzle-orm';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;
/** µs */
const KEPT = 30 * 24 * 3_600_000_000;

export const sweepDeliveries: Job = {
  name: 'sweep-webhook-deliveries',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const swept = await db
      .delete(webhookDeliveries)
      .where(and(lt(webhookDeliveries.createdAt, now() - KEPT), isNull(webhookDeliveries.nextAt)));
    return swept.rowCount ? { swept: swept.rowCount } : null;
  },
};
