import type { ErrorCode } from '@workcompanion/core/errors';
import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

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
