import { isAppError } from '@workcompanion/core/errors';
import { type Backoff, backoffMs } from '../backoff.ts';
import { delay } from '../delay.ts';
import { RequestFailure } from '../device/request-failure.ts';
import { openRecorder } from '../open-recorder.ts';
import type { RecorderOptions, RecorderParts } from '../recorder-parts.ts';
import type { StartProgress } from '../recorder-view.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 30_000 };
/** Someone has to do something first: make a new token, put the address right. */
const REFUSED_MS = 60_000;

export interface OpenForShellOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StartProgress) => void;
}

/** Tries until it is open, and says meanwhile what is in the way. Null when `signal` ends it. */
export async function openForShell(
  options: RecorderOptions,
  { signal, onProgress }: OpenForShellOptions,
): Promise<RecorderParts | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await openRecorder(options);
    } catch (error) {
      const patient = error instanceof RequestFailure && error.retryable;
      options.log.warn({ err: error }, 'the recorder can not be opened');
      onProgress({ phase: patient ? 'connecting' : 'refused', problem: problemOf(error) });
      await delay(patient ? backoffMs(failures, BACKOFF) : REFUSED_MS, signal);
    }
  }
  return null;
}

function problemOf(error: unknown): string {
  return error instanceof RequestFailure || isAppError(error) ? error.code : 'internal';
}
