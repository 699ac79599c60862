import { AppError, type ErrorCode } from '../../errors.ts';

/** RFC 9110, 10.2.3: `Retry-After` in seconds or as a date; undefined when it says neither. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const seconds = Math.ceil((Date.parse(header) - nowMs) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** What a store's unfriendly answer says, without anything of the request. */
export interface StoreAnswer {
  readonly store: 'TOS' | 'S3';
  readonly status: number;
  /** The store's own code ("NoSuchKey"); none in answers to HEAD and from gateways. */
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly retryAfterSeconds?: number | undefined;
  /** The store's `date` header: with it a wrong clock is seen at once. */
  readonly date?: string | undefined;
}

/** The error of ours for an answer that is no success. */
export function refusalOf(answer: StoreAnswer): AppError {
  const { store, status, reason, requestId, retryAfterSeconds, date } = answer;
  const message = `${store} answered ${status}${reason === null ? '' : ` ${reason}`}`;
  return new AppError(codeOf(status, reason), message, {
    details: { store, status, reason, requestId, ...(date === undefined ? {} : { date }) },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

const CODE_OF_REASON: Readonly<Record<string, ErrorCode>> = {
  BadDigest: 'digest-mismatch',
  InvalidObjectState: 'restore-needed',
  NoSuchBucket: 'storage-refused',
  NotImplemented: 'storage-refused',
  RequestTimeTooSkewed: 'storage-refused',
  SlowDown: 'too-many-requests',
  RequestTimeout: 'unavailable',
  IncompleteBody: 'unavailable',
};

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'storage-refused',
  403: 'storage-refused',
  404: 'blob-missing',
  408: 'unavailable',
  409: 'already-exists',
  412: 'already-exists',
  416: 'range-not-satisfiable',
  429: 'too-many-requests',
  507: 'storage-full',
};

function codeOf(status: number, reason: string | null): ErrorCode {
  const code = CODE_OF_REASON[reason ?? ''] ?? CODE_OF_STATUS[status];
  if (code !== undefined) return code;
  if (status >= 500) return 'unavailable';
  // A redirect: the bucket lies elsewhere than we were told.
  return status < 400 ? 'storage-refused' : 'invalid-input';
}
