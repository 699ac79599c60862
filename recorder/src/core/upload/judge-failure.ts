import { RequestFailure } from '../device/request-failure.ts';

/** Codes that tell of this device or this server as a whole, and nothing of the entry sent. */
const OF_THE_LINK: ReadonlySet<string> = new Set([
  'network',
  'not-the-protocol',
  'server-keys-changed',
  'unauthenticated',
  'token-expired',
  'wrong-audience',
  'device-revoked',
  'device-refused',
  'recorder-too-old',
  'too-many-requests',
  'storage-full',
  'unavailable',
]);

/**
 * `wait`: everything waits, nothing is wrong with the entry. `retry`: this entry waits. `park`: it
 * is refused for good, an operator must look.
 */
export type Verdict = 'wait' | 'retry' | 'park';

export function judgeFailure(error: unknown): Verdict {
  if (!(error instanceof RequestFailure)) return 'retry';
  if (OF_THE_LINK.has(error.code)) return 'wait';
  return error.retryable ? 'retry' : 'park';
}

export function failureCode(error: unknown): string {
  if (error instanceof RequestFailure) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
