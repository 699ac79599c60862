import { ensurePartitions } from '@workcompanion/db/partitions';
import { notifications } from '@workcompanion/db/schema/notifications';
import { guessCounters } from '@workcompanion/db/schema/sessions';
import { storageSamples, storePressures } from '@workcompanion/db/schema/storage-samples';
import { oneTimeLinks } from '@workcompanion/db/schema/users';
import { webhookDeliveries } from '@workcompanion/db/schema/webhooks';
import { PRESSURE_LASTS } from '@workcompanion/db/stores/store-pressure';
import { and, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Job } from './job.ts';

const HOUR_MS = 3_600_000;
/** µs */
const DAY = 24 * 3_600_000_000;
const DELIVERIES_KEPT = 30 * DAY;
const NOTIFICATIONS_KEPT = 90 * DAY;
const SAMPLES_KEPT = 7 * DAY;

/** Makes the partitions of coming months ahead, so that no present row lands in a default partition. */
const keepPartitions: Job = {
  name: 'keep-partitions',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const made = await ensurePartitions(db, now());
    return made.length > 0 ? { made } : null;
  },
};

const sweepOneTimeLinks: Job = {
  name: 'sweep-one-time-links',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const links = await db.delete(oneTimeLinks).where(lte(oneTimeLinks.expiresAt, now()));
    const counters = await db.delete(guessCounters).where(lte(guessCounters.endsAt, now()));
    const swept = (links.rowCount ?? 0) + (counters.rowCount ?? 0);
    return swept > 0 ? { swept } : null;
  },
};

const sweepDeliveries: Job = {
  name: 'sweep-webhook-deliveries',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const swept = await db
      .delete(webhookDeliveries)
      .where(
        and(
          lt(webhookDeliveries.createdAt, now() - DELIVERIES_KEPT),
          isNull(webhookDeliveries.nextAt),
        ),
      );
    return swept.rowCount ? { swept: swept.rowCount } : null;
  },
};

const sweepNotifications: Job = {
  name: 'sweep-notifications',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const swept = await db
      .delete(notifications)
      .where(lt(notifications.createdAt, now() - NOTIFICATIONS_KEPT));
    return swept.rowCount ? { swept: swept.rowCount } : null;
  },
};

/** Keeps the last sample, however old: the next one continues its counts. */
export const pruneSamples: Job = {
  name: 'prune-samples',
  everyMs: HOUR_MS,
  run: async ({ db, now }) => {
    const pruned = await db.delete(storageSamples).where(
      sql`${lt(storageSamples.at, now() - SAMPLES_KEPT)}
        and at < (select max(at) from storage_samples)`,
    );
    // What a process that is gone has seen.
    await db.delete(storePressures).where(lt(storePressures.at, now() - PRESSURE_LASTS));
    return pruned.rowCount ? { pruned: pruned.rowCount } : null;
  },
};

export const housekeepingJobs: readonly Job[] = [
  keepPartitions,
  sweepOneTimeLinks,
  sweepDeliveries,
  sweepNotifications,
  pruneSamples,
];
