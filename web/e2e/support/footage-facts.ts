import { connect } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { segments } from '@workcompanion/db/schema/segments';
import { views } from '@workcompanion/db/schema/views';
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';
import { runOf } from './run-of.ts';

export interface FootageFacts {
  /** Seconds of each segment that began after a moment, by start. */
  lengthsSince(ms: number): Promise<number[]>;
  /** The views that are kept as live, the oldest first. */
  liveViews(): Promise<(typeof views.$inferSelect)[]>;
  /** Which policy each recorder says it runs. */
  policyVersions(): Promise<(number | null)[]>;
  close(): Promise<void>;
}

/** What the portal holds, as its database has it. */
export async function footageFacts(portal: PortalProcess): Promise<FootageFacts> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl, { max: 1 });
  return {
    async lengthsSince(ms) {
      const rows = await db
        .select({ duration: segments.duration })
        .from(segments)
        .where(and(gt(segments.startsAt, ms * 1000), eq(segments.state, 'hot')))
        .orderBy(asc(segments.startsAt));
      return rows.map(({ duration }) => duration / 1_000_000);
    },
    liveViews: () =>
      db.select().from(views).where(isNotNull(views.liveAt)).orderBy(asc(views.watchedAt)),
    async policyVersions() {
      const rows = await db.select({ version: devices.policyVersion }).from(devices);
      return rows.map(({ version }) => version);
    },
    close,
  };
}
