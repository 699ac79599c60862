import type { ErrorCode } from '@workcompanion/core/errors';
import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import { bigint, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { SegmentState } from './segments.ts';
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

/**
 * What a trigger on `segments` writes for every row that comes, goes or changes its state: counts
 * that need no walk over millions of rows. A sample sums them up, and takes them away.
 */
export const storageChanges = pgTable('storage_changes', {
  state: text().notNull().$type<SegmentState>(),
  /** +1 or −1. */
  objects: integer().notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  /** Bytes that came in from a recorder. */
  received: bigint({ mode: 'number' }).notNull().default(0),
});

/** How each process finds the stores that it writes to: its own disks, and whether a bucket takes what comes. */
export const storePressures = pgTable(
  'store_pressures',
  {
    store: text().notNull().$type<StoreName>(),
    /** The process that looked: HOST:PID. */
    node: text().notNull(),
    at: utcMicros().notNull(),
    level: text().notNull().$type<PressureLevel>(),
    /** Why nothing can be stored; null while it can. */
    cause: text().$type<ErrorCode>(),
    /** What the disk that was looked at has left and in all. */
    freeBytes: bigint('free_bytes', { mode: 'number' }).notNull(),
    totalBytes: bigint('total_bytes', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.store, table.node] })],
);
