import type { ErrorCode } from '@workcompanion/core/errors';
import { levelOfDisk } from '@workcompanion/core/fleet/pressure-level';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import type { DiskSpace } from '@workcompanion/core/storage/read-disk';
import { asc, gte } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { storePressures } from '../schema/storage-samples.ts';

export type StorePressure = typeof storePressures.$inferSelect;

/** µs. What is older was said by a process that runs no more, or that nobody sends to. */
export const PRESSURE_LASTS = 120_000_000;

interface StoreLook {
  readonly store: StoreName;
  readonly node: string;
  readonly at: number;
  readonly disk: DiskSpace;
  readonly reserveBytes: number;
  /** What the store itself says. */
  readonly trouble: ErrorCode | null;
}

/** What one look at a store has found. */
export function pressureOf(look: StoreLook): StorePressure {
  const { store, node, at, disk, reserveBytes, trouble } = look;
  const level = trouble === null ? levelOfDisk(disk.freeBytes, reserveBytes) : 'refuse';
  const cause = trouble ?? (level === 'refuse' ? 'storage-full' : null);
  return {
    store,
    node,
    at,
    level,
    cause,
    freeBytes: disk.freeBytes,
    totalBytes: disk.totalBytes,
  };
}

/** Writes down how a process finds its stores, a row for each. */
export async function notePressures(db: Db, found: readonly StorePressure[]): Promise<void> {
  for (const row of found) {
    await db
      .insert(storePressures)
      .values(row)
      .onConflictDoUpdate({
        target: [storePressures.store, storePressures.node],
        set: row,
      });
  }
}

/** What processes that live have found lately. */
export function readPressures(db: Db | Tx, now: number): Promise<StorePressure[]> {
  return db
    .select()
    .from(storePressures)
    .where(gte(storePressures.at, now - PRESSURE_LASTS))
    .orderBy(asc(storePressures.store), asc(storePressures.node));
}
