import { setTimeout as sleep } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../backoff.ts';
import { RequestFailure } from '../device/request-failure.ts';
import { isDiskFullError } from '../files/is-disk-full-error.ts';
import type { Log } from '../log.ts';
import { openRecorder } from '../open-recorder.ts';
import type { RecorderOptions, RecorderParts } from '../recorder-parts.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 30_000 };

/** Enrolment needs the server, and a start some room on the disk: waits for what is not there yet. */
export async function openPatiently(options: RecorderOptions): Promise<RecorderParts> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await openRecorder(options);
    } catch (error) {
      await sleep(Math.max(waitMs(error, options.log), backoffMs(failures, BACKOFF)));
    }
  }
}

/** How long at least. Throws what waiting does not mend. */
function waitMs(error: unknown, log: Log): number {
  if (isDiskFullError(error)) {
    log.warn('the disk is full: the recorder waits for room');
    return 0;
  }
  if (!(error instanceof RequestFailure && error.retryable)) throw error;
  log.warn({ code: error.code }, `enrolment waits for the server: ${error.message}`);
  return error.retryAfterMs ?? 0;
}
