import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { healthOfDevice } from '@workcompanion/db/queries/health-of-device';
import { segmentBacklog } from '@workcompanion/db/queries/segment-backlog';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { readPressures } from '@workcompanion/db/stores/store-pressure';
import { count, desc, eq, isNull, sql, sum } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

export interface RenderedMetrics {
  readonly type: string;
  readonly text: string;
}

/**
 * Everything that is measured, as Prometheus reads it. Throws `not-found` where no token is
 * configured, `unauthenticated` for another one.
 */
export async function renderMetrics(
  ctx: ServerContext,
  { token }: { readonly token: string | null },
): Promise<RenderedMetrics> {
  assertToken(ctx.config.metricsToken, token);
  const { registry } = ctx.metrics;
  const gathered = await Promise.all([
    collectFleet(ctx),
    collectStorage(ctx),
    collectBacklogs(ctx),
    collectPressures(ctx),
  ]);
  const parts = await Promise.all([registry, ...gathered].map((each) => each.metrics()));
  return { type: registry.contentType, text: parts.join('\n') };
}

function assertToken(expected: string | null, given: string | null): void {
  if (expected === null) throw new AppError('not-found', 'Metrics are switched off.');
  if (given !== null && timingSafeEqual(sha256(given), sha256(expected))) return;
  throw new AppError('unauthenticated', 'Metrics need their bearer token (METRICS_TOKEN).');
}

/** How far behind the workers are with thumbnails, and the text readers with texts. */
async function collectBacklogs({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  for (const { name, queue, toDo } of [
    { name: 'thumbnails', queue: thumbnailQueue, toDo: 'whose thumbnail is still to be made' },
    { name: 'texts', queue: textQueue, toDo: 'whose text is still to be read' },
  ]) {
    const { waiting, oldestMs } = await segmentBacklog(db, queue);
    new Gauge({
      name: `workcompanion_${name}_waiting`,
      help: `Segments ${toDo}.`,
      registers,
    }).set(waiting);
    new Gauge({
      name: `workcompanion_${name}_oldest_seconds`,
      help: 'Since when the oldest of them was recorded; 0 when none waits.',
      registers,
    }).set(oldestMs === null ? 0 : Math.max(0, now() / 1_000_000 - oldestMs / 1000));
  }
  return registry;
}

/** How each process finds the stores that it writes to. */
async function collectPressures({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const gauge = (name: string, help: string) =>
    new Gauge({
      name: `workcompanion_store_${name}`,
      help,
      labelNames: ['store', 'node'],
      registers: [registry],
    });
  const pressure = gauge(
    'pressure',
    'As a process finds a store: 0 calm, 2 full, 3 takes nothing.',
  );
  const free = gauge('free_bytes', 'Free on the disk by which it does.');
  for (const { store, node, level, freeBytes } of await readPressures(db, now())) {
    pressure.set({ store, node }, PressureLevel.options.indexOf(level));
    free.set({ store, node }, freeBytes);
  }
  return registry;
}

/** The hot store and the archive, as the workers' watch over the disk counted last. */
async function collectStorage({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const [sample] = await db.select().from(storageSamples).orderBy(desc(storageSamples.at)).limit(1);
  if (sample === undefined) return registry;
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `workcompanion_${name}`, help, registers: [registry] });
  const objects = new Gauge({
    name: 'workcompanion_segments',
    help: 'Segments by where they lie; hot is the queue of the archive.',
    labelNames: ['state'],
    registers: [registry],
  });
  const bytes = new Gauge({
    name: 'workcompanion_segment_bytes',
    help: 'Bytes of segments by where they lie; hot is the queue of the archive.',
    labelNames: ['state'],
    registers: [registry],
  });
  for (const state of ['hot', 'archived', 'cold', 'quarantined'] as const) {
    objects.set({ state }, sample[`${state}Objects`]);
    bytes.set({ state }, sample[`${state}Bytes`]);
  }
  const { freeBytes, totalBytes } = sample;
  if (freeBytes !== null && totalBytes !== null) {
    gauge('hot_disk_free_bytes', 'Free on the disk of HOT_DIR, or of the quota.').set(freeBytes);
    gauge('hot_disk_total_bytes', 'Size of that disk, or the quota.').set(totalBytes);
  }
  gauge('hot_disk_pressure', 'What the disk demands: 0 calm, 1 early, 2 full, 3 refuse.').set(
    PressureLevel.options.indexOf(sample.level),
  );
  if (sample.hoursLeft !== null) {
    gauge('hot_disk_hours_left', 'Until the disk is full; absent when nothing comes in.').set(
      sample.hoursLeft,
    );
  }
  gauge('storage_sample_age_seconds', 'Age of these figures; it grows while no worker runs.').set(
    (now() - sample.at) / 1_000_000,
  );
  return registry;
}

/** Devices that are in use, by their health, and what waits on them. */
async function collectFleet({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  const byHealth = new Gauge({
    name: 'workcompanion_devices',
    help: 'Devices in use by health.',
    labelNames: ['health'],
    registers,
  });
  const backlogBytes = new Gauge({
    name: 'workcompanion_device_backlog_bytes',
    help: 'Bytes that wait on devices, as these said last.',
    registers,
  });
  const backlogSegments = new Gauge({
    name: 'workcompanion_device_backlog_segments',
    help: 'Segments that wait on devices, as these said last.',
    registers,
  });
  for (const health of DeviceHealth.options) {
    if (health !== 'revoked' && health !== 'retired') byHealth.set({ health }, 0);
  }
  const inUse = await db
    .select({
      health: healthOfDevice(now()),
      count: count(),
      bytes: sum(deviceStates.backlogBytes).mapWith(Number),
      segments: sum(deviceStates.backlogSegments).mapWith(Number),
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(isNull(devices.revokedAt))
    .groupBy(sql`1`);
  for (const each of inUse) {
    byHealth.set({ health: each.health }, each.count);
    backlogBytes.inc(each.bytes);
    backlogSegments.inc(each.segments);
  }
  return registry;
}
