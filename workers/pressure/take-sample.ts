import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { DiskSpace } from '@workcompanion/core/storage/read-disk';
import { ADVISORY_LOCKS } from '@workcompanion/db/advisory-locks';
import type { Db, Tx } from '@workcompanion/db/client';
import type { SegmentState } from '@workcompanion/db/schema/segments';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, desc, gte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decidePressure, type InflowMark, type PressureThresholds } from './decide-pressure.ts';

export type StorageSample = typeof storageSamples.$inferSelect;

export interface SampleRequest {
  readonly now: UtcMicros;
  /** Null: the hot store is a bucket. */
  readonly disk: DiskSpace | null;
  /** How much may lie in that bucket; null where nobody says. */
  readonly quotaBytes: number | null;
  /** What is archived lies in the same bucket, and counts against its quota. */
  readonly sharesBucket: boolean;
  /** Whether the sweep may delete what is proved in the archive. */
  readonly maySweep: boolean;
  readonly thresholds: PressureThresholds;
}

export interface TakenSample {
  readonly sample: StorageSample;
  /** Null at the first. */
  readonly before: StorageSample | null;
  readonly mustSweep: boolean;
}

const HOUR = 3_600_000_000;

/**
 * Writes down how full the disk is, what lies on it, and what is to be done about it. Each sample goes
 * on from the one before, so that processes may take turns.
 */
export function takeSample(
  db: Db,
  { now, disk, quotaBytes, sharesBucket, maySweep, thresholds }: SampleRequest,
): Promise<TakenSample> {
  return withTransaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.storageSample})`);
    const before = await lastSample(tx);
    const totals = addChanges(before ?? NOTHING_STORED, await takeChanges(tx));
    // Samples of two processes whose clocks differ still follow each other.
    const at = before === null ? now : Math.max(now, before.at + 1);
    const reading = {
      ...totals,
      ...(disk ?? roomOfQuota(quotaBytes, totals, sharesBucket)),
      at,
      reclaimableBytes: maySweep ? totals.archivedBytes : 0,
    };
    const marks = before === null ? [] : await inflowMarks(tx, at);
    const facts = { reading, marks, level: before?.level ?? ('calm' as const) };
    const { mustSweep, ...pressure } = decidePressure(facts, thresholds);
    const sample = { ...reading, ...pressure };
    await tx.insert(storageSamples).values(sample);
    return { sample, before, mustSweep };
  });
}

interface Room {
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

/** A bucket has no disk that could be asked: what we have put there is counted. */
function roomOfQuota(quotaBytes: number | null, totals: StoredTotals, sharesBucket: boolean): Room {
  if (quotaBytes === null) return { freeBytes: null, totalBytes: null };
  const { hotBytes, archivedBytes, quarantinedBytes, coldBytes } = totals;
  const used = hotBytes + archivedBytes + quarantinedBytes + (sharesBucket ? coldBytes : 0);
  return { freeBytes: Math.max(0, quotaBytes - used), totalBytes: quotaBytes };
}

async function lastSample(tx: Tx): Promise<StorageSample | null> {
  const [last] = await tx.select().from(storageSamples).orderBy(desc(storageSamples.at)).limit(1);
  return last ?? null;
}

/** The first of the last hour, and of the last day. */
async function inflowMarks(tx: Tx, at: UtcMicros): Promise<InflowMark[]> {
  const firstSince = (since: UtcMicros) =>
    tx
      .select({ at: storageSamples.at, receivedBytes: storageSamples.receivedBytes })
      .from(storageSamples)
      .where(gte(storageSamples.at, since))
      .orderBy(asc(storageSamples.at))
      .limit(1);
  return [...(await firstSince(at - HOUR)), ...(await firstSince(at - 24 * HOUR))];
}

const STATES = ['hot', 'archived', 'cold', 'quarantined', 'shredded'] as const;

/** PostgreSQL's sums are `numeric`, which comes as text. */
const Change = z.object({
  state: z.enum(STATES),
  objects: z.coerce.number(),
  bytes: z.coerce.number(),
  received: z.coerce.number(),
});

/** Sums up what has changed since the last time, and takes it away: nobody else will count it. */
async function takeChanges(tx: Tx): Promise<readonly StateChange[]> {
  const { rows } = await tx.execute(sql`
    with taken as (delete from storage_changes returning *)
    select state, sum(objects) as objects, sum(bytes) as bytes, sum(received) as received
    from taken group by state`);
  return z.array(Change).parse(rows);
}

/** What a sample says of the segments. */
type StoredTotals = Pick<
  typeof storageSamples.$inferSelect,
  | 'receivedBytes'
  | 'hotObjects'
  | 'hotBytes'
  | 'archivedObjects'
  | 'archivedBytes'
  | 'coldObjects'
  | 'coldBytes'
  | 'quarantinedObjects'
  | 'quarantinedBytes'
>;

interface StateChange {
  readonly state: SegmentState;
  readonly objects: number;
  readonly bytes: number;
  readonly received: number;
}

const NOTHING_STORED: StoredTotals = {
  receivedBytes: 0,
  hotObjects: 0,
  hotBytes: 0,
  archivedObjects: 0,
  archivedBytes: 0,
  coldObjects: 0,
  coldBytes: 0,
  quarantinedObjects: 0,
  quarantinedBytes: 0,
};

function addChanges(before: StoredTotals, changes: readonly StateChange[]): StoredTotals {
  const of = (state: SegmentState) => changes.filter((change) => change.state === state);
  const objects = (state: SegmentState) => sum(of(state).map((change) => change.objects));
  const bytes = (state: SegmentState) => sum(of(state).map((change) => change.bytes));
  return {
    receivedBytes: before.receivedBytes + sum(changes.map((change) => change.received)),
    hotObjects: before.hotObjects + objects('hot'),
    hotBytes: before.hotBytes + bytes('hot'),
    archivedObjects: before.archivedObjects + objects('archived'),
    archivedBytes: before.archivedBytes + bytes('archived'),
    coldObjects: before.coldObjects + objects('cold'),
    coldBytes: before.coldBytes + bytes('cold'),
    quarantinedObjects: before.quarantinedObjects + objects('quarantined'),
    quarantinedBytes: before.quarantinedBytes + bytes('quarantined'),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
