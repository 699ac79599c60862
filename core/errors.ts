/**
 * Every failure that crosses a border carries one of these codes. Codes are stable: clients,
 * tests and operators rely on them. The HTTP status is the default for the code.
 */
export const HTTP_STATUS = {
  'invalid-input': 400,
  'invalid-digest-header': 400,
  'digest-mismatch': 400,
  'truncated-body': 400,
  /** One that is guessed early: common, a pattern, or made of the person's own name. */
  'password-too-common': 400,
  'statement-invalid': 400,
  'statement-mismatch': 400,
  /** It tells times that no clock shows, or stands at a place that no journal reaches at once. */
  'statement-implausible': 422,
  'signature-invalid': 401,
  unauthenticated: 401,
  'token-expired': 401,
  /** The password is right, and the account asks for a code too. */
  'second-factor-needed': 401,
  'wrong-audience': 401,
  'device-revoked': 403,
  /** The session must show the second factor first, or the account set one up. */
  'second-factor-required': 403,
  /** For this, one must have signed in a moment ago. */
  'sign-in-again': 403,
  /** Said by a browser: nobody used a passkey when asked to. */
  'passkey-cancelled': 403,
  /** Nobody may say who is recorded there; it is told so for good. */
  'device-refused': 403,
  /** On a recorder's own computer: the operating system does not give out the device's key. */
  'device-key-locked': 403,
  'wrong-password': 403,
  'wrong-code': 403,
  forbidden: 403,
  /** Watching this person needs a purpose, which is said first. */
  'purpose-required': 403,
  'foreign-device': 403,
  'not-found': 404,
  'enrolment-token-unknown': 404,
  'enrolment-token-expired': 410,
  'enrolment-token-revoked': 410,
  /** It was recorded, and its bytes are neither here nor in the archive. */
  'footage-lost': 410,
  'enrolment-token-used': 410,
  'already-exists': 409,
  'in-use': 409,
  /** Only footage that was delivered can have been shown. */
  'not-delivered': 409,
  /** What it may do is known when the device is approved. */
  'approval-awaited': 409,
  /** A case keeps one member at least. */
  'last-member': 409,
  'case-full': 409,
  /** Nothing is added to a closed case. */
  'case-closed': 409,
  /** It would leave nobody who can manage accounts. */
  'last-admin': 409,
  /** A second person is needed, and whoever else there is would gain by it. */
  'nobody-can-agree': 409,
  /** What it would change is not any more what it was when somebody asked for it. */
  'request-stale': 409,
  /** It was decided, taken back, or nobody answered in time. */
  'request-closed': 409,
  'journal-fork': 409,
  'chain-broken': 409,
  'segment-conflict': 409,
  'upload-in-progress': 409,
  'upload-offset-mismatch': 409,
  'length-required': 411,
  'body-too-large': 413,
  /** Said by a player, of a browser that has no decoder for what was recorded. */
  'codec-unsupported': 415,
  'range-not-satisfiable': 416,
  'unknown-key': 422,
  'key-window-mismatch': 422,
  'range-too-long': 422,
  /** A search goes over a few people at once. */
  'too-many-people': 422,
  /** No release statement, and no key that such a one is signed with. */
  'release-invalid': 422,
  'release-key-invalid': 422,
  /** By none of the keys that are known here. */
  'release-not-signed': 422,
  /** The file is not what its statement says. */
  'release-mismatch': 422,
  /** Asked for by a name that this portal does not go by. */
  misdirected: 421,
  'recorder-too-old': 426,
  'too-many-requests': 429,
  /** Too many uploads of a device came to nothing within an hour. */
  'too-many-broken-uploads': 429,
  internal: 500,
  'blob-missing': 500,
  /** A store turns us away, whatever we ask: credentials, rights, clock, bucket, certificate. */
  'storage-refused': 502,
  /** The blob lies in a class that must be restored before it can be read. */
  'restore-needed': 409,
  /** Whether a segment still lies in the archive can't be looked at now. */
  'archive-unavailable': 503,
  'storage-full': 507,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof HTTP_STATUS;

/** Codes after which the very same request may succeed later, without a change by the sender. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'digest-mismatch',
  'truncated-body',
  'token-expired',
  'upload-in-progress',
  'upload-offset-mismatch',
  'unknown-key',
  'approval-awaited',
  'too-many-requests',
  'too-many-broken-uploads',
  'internal',
  'archive-unavailable',
  'storage-full',
  'unavailable',
]);

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Facts for the log and the client: ids and numbers, never secrets. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  readonly retryAfterSeconds?: number;
}

/** The one error class: what happened, to which id, and what to do about it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: NonNullable<AppErrorOptions['details']>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return HTTP_STATUS[this.code];
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}

/** By its name, not its class: a process may hold this module twice (what a bundler compiled, and ours). */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return (
    error instanceof Error &&
    error.name === 'AppError' &&
    'code' in error &&
    (code === undefined || error.code === code)
  );
}
