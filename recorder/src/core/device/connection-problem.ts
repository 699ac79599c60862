import { isAppError } from '@workcompanion/core/errors';
import { systemErrorCode } from '@workcompanion/core/files/system-error';
import { RequestFailure } from './request-failure.ts';

/**
 * Names what is wrong, so finely that a person knows what to do: the server's code, or why no answer came.
 * The window has words for each.
 */
export function connectionProblem(error: unknown): string {
  if (error instanceof RequestFailure) {
    return error.code === 'network' ? networkProblem(error.cause) : error.code;
  }
  if (isAppError(error)) return String(error.details['problem'] ?? error.code);
  return networkProblem(error);
}

const BY_CODE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ETIMEDOUT: 'timed-out',
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  CERT_HAS_EXPIRED: 'certificate-time',
  CERT_NOT_YET_VALID: 'certificate-time',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  ERR_PINNED_KEY: 'certificate-unknown',
  EPROTO: 'tls',
  ERR_PROXY_AUTHENTICATION: 'proxy-authentication',
  ERR_PROXY_REFUSED: 'proxy-refused',
  ERR_PROXY_UNREACHABLE: 'proxy-unreachable',
};

/** OpenSSL's names of certificates that nobody vouches for. */
const NOT_TRUSTED = /^(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|CERT_|INVALID_CA)/;

function networkProblem(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'timed-out';
  const code = firstCode(cause);
  if (code === undefined) return 'network';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (NOT_TRUSTED.test(code)) return 'certificate-unknown';
  return code.startsWith('ERR_SSL') ? 'tls' : 'not-reachable';
}

/** A name with several addresses fails with one error for each of them. */
function firstCode(error: unknown): string | undefined {
  const code = systemErrorCode(error);
  if (code !== undefined) return code;
  const inner = error instanceof AggregateError ? error.errors : [causeOf(error)];
  for (const one of inner) {
    const found = one === undefined ? undefined : firstCode(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
