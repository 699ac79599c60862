import type { DeviceId } from '@workcompanion/core/ids';
import type { ReleaseOffer } from '@workcompanion/core/releases/update-report';
import type { Db, Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { deviceUpdates, releases, releaseTargets } from '@workcompanion/db/schema/releases';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { offeredRelease, type ReleaseReach } from './offered-release.ts';

export interface Offer {
  readonly release: OpenRelease;
  /** What became of it on the device so far; null when it was never offered. */
  readonly update: typeof deviceUpdates.$inferSelect | null;
}

/** What the device should run instead of what it ran at its last heartbeat. */
export async function releaseOfferedTo(db: Db, id: DeviceId): Promise<Offer | null> {
  const open = await openReleases(db);
  if (open.length === 0) return null;
  const [device] = await db
    .select({ team: people.teamId, running: devices.recorderVersion, by: devices.updatesBy })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(eq(devices.id, id));
  if (device?.by !== 'portal') return null;
  const updates = await db.select().from(deviceUpdates).where(eq(deviceUpdates.deviceId, id));
  const tried = new Map(updates.map(({ version, state }) => [version, state]));
  const release = offeredRelease(open, { id, ...device }, tried);
  if (release === null) return null;
  return {
    release,
    update: updates.find(({ version }) => version === release.version) ?? null,
  };
}

/** What a heartbeat's answer names; the first time is noted. */
export async function offerRelease(ctx: DeviceContext): Promise<ReleaseOffer | null> {
  const offer = await releaseOfferedTo(ctx.db, ctx.device.id);
  if (offer === null) return null;
  const { release, update } = offer;
  if (update === null) {
    const at = ctx.now();
    await ctx.db
      .insert(deviceUpdates)
      .values({
        version: release.version,
        deviceId: ctx.device.id,
        state: 'offered',
        offeredAt: at,
        changedAt: at,
      })
      .onConflictDoNothing();
  }
  return { statement: release.statement, attempt: update?.attempt ?? 1 };
}

type OpenRelease = typeof releases.$inferSelect & ReleaseReach;

/** Those that are offered to somebody now: one or two, or none. */
export async function openReleases(db: Db | Tx): Promise<OpenRelease[]> {
  const rows = await db
    .select()
    .from(releases)
    .where(and(inArray(releases.stage, ['some', 'all']), isNull(releases.pausedAt)));
  return await withTargets(db, rows);
}

export async function withTargets(
  db: Db | Tx,
  rows: readonly (typeof releases.$inferSelect)[],
): Promise<OpenRelease[]> {
  if (rows.length === 0) return [];
  const versions = rows.map(({ version }) => version);
  const found = await db
    .select()
    .from(releaseTargets)
    .where(inArray(releaseTargets.version, versions));
  return rows.map((row) => ({
    ...row,
    targets: new Set(
      found.flatMap(({ version, target }) => (version === row.version ? [target] : [])),
    ),
  }));
}
