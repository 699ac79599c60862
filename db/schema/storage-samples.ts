import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { bigint, doublePrecision, pgTable, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

const bytes = (name: string) => bigint(name, { mode: 'number' }).notNull();
const objects = bytes;

/** The hot store and what lies there, each half minute; kept for a week. */
export const storageSamples = pgTable('storage_samples', {
  at: utcMicros().primaryKey(),
  /** What the disk, or the quota of the bucket, has in all and left; null for a bucket without a quota. */
  freeBytes: bigint('free_bytes', { mode: 'number' }),
  totalBytes: bigint('total_bytes', { mode: 'number' }),
  /** Ever received from recorders: the difference of two samples is what came in between. */
  receivedBytes: bytes('received_bytes'),
  /** Only here. */
  hotObjects: objects('hot_objects'),
  hotBytes: bytes('hot_bytes'),
  /** Here, and proved in the archive. */
  archivedObjects: objects('archived_objects'),
  archivedBytes: bytes('archived_bytes'),
  /** Only in the archive. */
  coldObjects: objects('cold_objects'),
  coldBytes: bytes('cold_bytes'),
  quarantinedObjects: objects('quarantined_objects'),
  quarantinedBytes: bytes('quarantined_bytes'),
  /** What the sweep may delete at once; 0 while it is switched off. */
  reclaimableBytes: bytes('reclaimable_bytes'),
  /** What recorders were expected to send. */
  bytesPerHour: doublePrecision('bytes_per_hour').notNull(),
  /** Until the disk is full; null when nothing comes in. */
  hoursLeft: doublePrecision('hours_left'),
  level: text().notNull().$type<PressureLevel>(),
});
