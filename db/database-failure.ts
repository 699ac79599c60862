import { AppError, type ErrorCode } from '@workcompanion/core/errors';
import { databaseErrorCode } from './describe-error.ts';

/** Recorders and browsers spread their tries around it by themselves. */
const RETRY_AFTER_SECONDS = 5;

interface FailureKind {
  readonly code: ErrorCode;
  readonly message: string;
}

export const DATABASE_SILENT = 'The database does not answer: try again shortly.';
const OUT_OF_REACH: FailureKind = {
  code: 'unavailable',
  message: DATABASE_SILENT,
};
export const DATABASE_FULL = 'The disk of the database is full: try again later.';
const DISK_FULL: FailureKind = {
  code: 'storage-full',
  message: DATABASE_FULL,
};
const BUSY: FailureKind = {
  code: 'unavailable',
  message: 'The database is overloaded: try again shortly.',
};

/** By SQLSTATE, or by its class of two characters: all after which the same request may succeed later. */
const BY_SQLSTATE: Readonly<Record<string, FailureKind>> = {
  '08': OUT_OF_REACH,
  /** disk_full */
  '53100': DISK_FULL,
  /** insufficient_resources: memory, connections */
  '53': BUSY,
  /** serialization_failure, deadlock_detected: after our own tries */
  '40': BUSY,
  /** lock_not_available */
  '55P03': BUSY,
  /** query_canceled, as by `statement_timeout` */
  '57014': BUSY,
  /** admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout */
  '57': OUT_OF_REACH,
  /** io_error */
  '58': OUT_OF_REACH,
  /** read_only_sql_transaction: a standby that is not promoted yet */
  '25006': OUT_OF_REACH,
};

const SOCKET_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What pg says of a connection, without any code. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|timeout (expired|exceeded when trying to connect)|Client (was closed|has encountered a connection error))/;

/**
 * The one map from what PostgreSQL and its driver throw to our error codes: `unavailable` and
 * `storage-full`, both worth another try. Null for what is the statement's own fault.
 */
export function databaseFailure(error: unknown): AppError | null {
  const kind = bySqlState(databaseErrorCode(error)) ?? byConnection(error);
  if (kind === null) return null;
  return new AppError(kind.code, kind.message, {
    cause: error,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function bySqlState(code: string | null): FailureKind | null {
  if (code === null) return null;
  return BY_SQLSTATE[code] ?? BY_SQLSTATE[code.slice(0, 2)] ?? null;
}

/**
 * drizzle wraps what a query meets, which is known by its form, as a process may hold drizzle twice; a
 * transaction that gets no connection throws the driver's error.
 */
function byConnection(error: unknown): FailureKind | null {
  const thrown = error instanceof Error && 'query' in error ? error.cause : error;
  if (!(thrown instanceof Error)) return null;
  if ('code' in thrown && SOCKET_CODES.has(thrown.code)) return OUT_OF_REACH;
  return CONNECTION_MESSAGES.test(thrown.message) ? OUT_OF_REACH : null;
}
