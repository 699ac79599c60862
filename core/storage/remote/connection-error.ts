import { AppError } from '../../errors.ts';
import { systemErrorCode } from '../../files/system-error.ts';

/** Our error for a connection that failed. Of the cause only code and message stay: no headers, no packets. */
export function connectionError(host: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = systemErrorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
  const untrusted = code.includes('CERT') || code.startsWith('ERR_TLS') || code === UNVERIFIABLE;
  return new AppError(
    untrusted ? 'storage-refused' : 'unavailable',
    `the connection to ${host} failed: ${code}`,
    { cause: bareError(error, code), details: { host, reason: code } },
  );
}

const UNVERIFIABLE = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';

function bareError(error: unknown, code: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(message), { code });
}
