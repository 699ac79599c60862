import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { thumbnailBacklog } from '@workcompanion/db/queries/thumbnail-backlog';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { desc } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';
import { collectFleet } from './collect-fleet.ts';

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
    collectThumbnails(ctx),
  ]);
  const parts = await Promise.all([registry, ...gathered].map((each) => each.metrics()));
  return { type: registry.contentType, text: parts.join('\n') };
}

function assertToken(expected: string | null, given: string | null): void {
  if (expected === null) throw new AppError('not-found', 'Metrics are switched off.');
  if (given !== null && timingSafeEqual(sha256(given), sha256(expected))) return;
  throw new AppError('unauthenticated', 'Metrics need their bearer token (METRICS_TOKEN).');
}

/** How far behind the workers are with thumbnails. */
async function collectThumbnails({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  const { waiting, oldestMs } = await thumbnailBacklog(db);
  new Gauge({
    name: 'workcompanion_thumbnails_waiting',
    help: 'Segments whose thumbnail is still to be made.',
    registers,
  }).set(waiting);
  new Gauge({
    name: 'workcompanion_thumbnails_oldest_seconds',
    help: 'Since when the oldest of them was recorded; 0 when none waits.',
    registers,
  }).set(oldestMs === null ? 0 : Math.max(0, now() / 1_000_000 - oldestMs / 1000));
  return registry;
}

/** The disk and the archive, as the workers' watch over the disk counted last. */
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
  gauge('hot_disk_free_bytes', 'Free on the disk of HOT_DIR.').set(sample.freeBytes);
  gauge('hot_disk_total_bytes', 'Size of the disk of HOT_DIR.').set(sample.totalBytes);
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
