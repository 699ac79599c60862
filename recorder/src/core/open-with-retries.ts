import { isDiskFullError } from '@workcompanion/core/files/system-error';
import { type Backoff, backoffMs } from './backoff.ts';
import { delay } from './delay.ts';
import { connectionProblem } from './device/connection-problem.ts';
import { RequestFailure } from './device/request-failure.ts';
import { openRecorder } from './open-recorder.ts';
import type { RecorderOptions, RecorderParts } from './recorder-parts.ts';
import type { StartProgress } from './recorder-view.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 30_000 };
/** Waits while the disk is full: no server is burdened by trying again soon. */
const ROOM: Backoff = { baseMs: 1_000, ceilingMs: 5_000 };
/** A person has to act first, for instance make a new token or correct the address. */
const REFUSED_MS = 60_000;

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StartProgress) => void;
  /** Whether to wait for what only a person can correct; otherwise it is thrown. */
  readonly waitsForPeople: boolean;
}

/**
 * Tries to open the recorder until it succeeds: enrolment needs the server, and a start needs space on
 * the disk. Reports meanwhile what is in the way. Null when `signal` ends it.
 */
export async function openWithRetries(
  options: RecorderOptions,
  { signal, onProgress, waitsForPeople }: RetryOptions,
): Promise<RecorderParts | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await openRecorder(options);
    } catch (error) {
      const progress = progressOf(error);
      const { phase, problem } = progress;
      if (phase === 'refused' && !waitsForPeople) throw error;
      options.log.warn({ err: error }, `the recorder can not be opened yet: ${problem}`);
      onProgress(progress);
      const least = error instanceof RequestFailure ? (error.retryAfterMs ?? 0) : 0;
      await delay(Math.max(least, waitMs(phase, failures)), signal);
    }
  }
  return null;
}

function waitMs(phase: StartProgress['phase'], failures: number): number {
  if (phase === 'refused') return REFUSED_MS;
  return backoffMs(failures, phase === 'opening' ? ROOM : BACKOFF);
}

function progressOf(error: unknown): StartProgress {
  if (isDiskFullError(error)) return { phase: 'opening', problem: 'storage-full' };
  const problem = connectionProblem(error);
  const mayPass = error instanceof RequestFailure && error.retryable;
  return { phase: mayPass ? 'connecting' : 'refused', problem };
}
