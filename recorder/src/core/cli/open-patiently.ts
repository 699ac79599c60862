import { setTimeout as sleep } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../backoff.ts';
import { RequestFailure } from '../device/request-failure.ts';
import { openRecorder } from '../open-recorder.ts';
import type { RecorderOptions, RecorderParts } from '../recorder-parts.ts';

const BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 30_000 };

/** Enrolment needs the server: waits for it when it is not there yet. */
export async function openPatiently(options: RecorderOptions): Promise<RecorderParts> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await openRecorder(options);
    } catch (error) {
      if (!(error instanceof RequestFailure && error.retryable)) throw error;
      options.log.warn({ code: error.code }, `enrolment waits for the server: ${error.message}`);
      await sleep(Math.max(error.retryAfterMs ?? 0, backoffMs(failures, BACKOFF)));
    }
  }
}
