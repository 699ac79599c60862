import type { SegmentState } from '@workcompanion/db/schema/segments';
import type { storageSamples } from '@workcompanion/db/schema/storage-samples';

/** What a sample says of the segments. */
export type StoredTotals = Pick<
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

export interface StateChange {
  readonly state: SegmentState;
  readonly objects: number;
  readonly bytes: number;
  readonly received: number;
}

export const NOTHING_STORED: StoredTotals = {
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

export function addChanges(before: StoredTotals, changes: readonly StateChange[]): StoredTotals {
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
