import type { CheckpointTimestamp } from '../protocol/checkpoint.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { ABOUT_PACKAGE, type Finding, finding } from './finding.ts';
import { verifyTimestamp } from './timestamp.ts';

/** Whether time-stamp authorities (RFC 3161) have seen the checkpoints, and when. */
export async function checkTimestamps(
  timestamps: readonly CheckpointTimestamp[],
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
): Promise<Finding[]> {
  if (timestamps.length === 0) return [finding('timestamp-none', ABOUT_PACKAGE)];
  return Promise.all(
    timestamps.map((timestamp) => checkTimestamp(timestamp, checkpoints.get(timestamp.checkpoint))),
  );
}

async function checkTimestamp(
  { checkpoint: number, token }: CheckpointTimestamp,
  stamped: CheckedCheckpoint | undefined,
): Promise<Finding> {
  const about = { kind: 'checkpoint', number } as const;
  if (stamped === undefined) return finding('timestamp-invalid', about, { problem: 'other-data' });
  const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
  const verdict = await verifyTimestamp(bytes, new TextEncoder().encode(stamped.jws));
  if (!verdict.ok) return finding('timestamp-invalid', about, { problem: verdict.problem });
  return finding('timestamp-valid', about, { at: verdict.at, authority: verdict.authority });
}
