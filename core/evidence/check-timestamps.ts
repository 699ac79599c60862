import type { Certificate } from 'pkijs';
import type { CheckpointTimestamp } from '../protocol/checkpoint.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import { ABOUT_PACKAGE, type Finding, finding } from './finding.ts';
import { type TimestampVerdict, verifyTimestamp } from './timestamp.ts';

/** A checkpoint that an authority of the reader's has stamped. */
export interface VouchedStamp {
  readonly checkpoint: number;
  readonly at: number;
  readonly authority: string;
}

export interface TimestampsCheck {
  readonly vouched: readonly VouchedStamp[];
  readonly findings: readonly Finding[];
}

/** Whether time-stamp authorities (RFC 3161) have seen the checkpoints, and when; `roots` are the reader's. */
export async function checkTimestamps(
  timestamps: readonly CheckpointTimestamp[],
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
  roots: readonly Certificate[],
): Promise<TimestampsCheck> {
  const vouched: VouchedStamp[] = [];
  const findings: Finding[] = [];
  if (timestamps.length === 0) findings.push(finding('timestamp-none', ABOUT_PACKAGE));
  for (const timestamp of timestamps) {
    const { checkpoint: number } = timestamp;
    const about = { kind: 'checkpoint', number } as const;
    const verdict = await verdictOn(timestamp, checkpoints.get(number), roots);
    if (!verdict.ok) {
      findings.push(finding('timestamp-invalid', about, { problem: verdict.problem }));
      continue;
    }
    const { at, authority, trusted } = verdict;
    const code = trusted === true ? 'timestamp-valid' : 'timestamp-unvouched';
    findings.push(finding(code, about, { at, authority }));
    if (trusted === true) vouched.push({ checkpoint: number, at, authority });
  }
  return { vouched, findings };
}

async function verdictOn(
  { token }: CheckpointTimestamp,
  stamped: CheckedCheckpoint | undefined,
  roots: readonly Certificate[],
): Promise<TimestampVerdict> {
  if (stamped === undefined) return { ok: false, problem: 'other-data' };
  const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
  return verifyTimestamp(bytes, new TextEncoder().encode(stamped.jws), roots);
}
