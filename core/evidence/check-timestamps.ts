import type { CheckpointTimestamp } from '../protocol/checkpoint.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { ABOUT_PACKAGE, type Finding, finding } from './finding.ts';

/** Whether time-stamp authorities (RFC 3161) have seen the checkpoints when they were made. */
export async function checkTimestamps(
  timestamps: readonly CheckpointTimestamp[],
  _checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
): Promise<Finding[]> {
  return timestamps.length === 0 ? [finding('timestamp-none', ABOUT_PACKAGE)] : [];
}
