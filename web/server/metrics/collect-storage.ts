import { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { desc } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import type { ServerContext } from '../context.ts';

/** The disk and the archive, as the workers' watch over the disk counted last. */
export async function collectStorage({ db, now }: ServerContext): Promise<Registry> {
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
