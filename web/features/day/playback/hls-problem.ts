import { AppError, type ErrorCode } from '@workcompanion/core/errors';
import type { Interval } from '@workcompanion/core/footage/interval';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import type { ErrorData } from 'hls.js';

/**
 * What an error of hls.js means for us. `changed`: entries came in between, so the playlist must be
 * taken anew. `unreadable`: this one segment can't be shown. `lost`: its bytes are nowhere. `offline`: nobody answers; wait, then go on.
 * `archive-down`: the server answers, but not its archive. `frozen`: somebody must ask for it first.
 */
type HlsProblem =
  | { readonly kind: 'ignore' | 'empty' | 'changed' | 'offline' | 'recover' }
  | { readonly kind: 'archive-down'; readonly retryAfterMs: number }
  | SegmentProblem
  | { readonly kind: 'failed'; readonly error: AppError };

/** µs, as the wall clock was. */
export interface SegmentProblem extends Interval {
  readonly kind: 'unreadable' | 'lost' | 'frozen';
  readonly url: string;
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  422: 'range-too-long',
  429: 'too-many-requests',
};

/** What the server says of one segment. */
function kindOf(code: string | undefined): SegmentProblem['kind'] {
  if (code === 'restore-needed') return 'frozen';
  return code === 'footage-lost' ? 'lost' : 'unreadable';
}

const isSilent = (status: number): boolean => status === 0 || (status >= 502 && status <= 504);

function ofFragment(data: ErrorData, status: number): HlsProblem | null {
  const { frag } = data;
  if (frag === undefined || frag.type !== 'main') return null;
  const isTransport = data.type === 'networkError';
  const code = isTransport ? answerOf(data.networkDetails)?.code : undefined;
  if (code === 'unavailable') {
    return { kind: 'archive-down', retryAfterMs: retryAfterMs(data.networkDetails) };
  }
  if (isTransport && isSilent(status)) return { kind: 'offline' };
  if (isTransport && (status === 401 || status === 403)) return null;
  const from = (frag.programDateTime ?? 0) * 1000;
  return {
    kind: kindOf(code),
    url: frag.relurl ?? frag.url,
    from,
    to: from + frag.duration * 1_000_000,
  };
}

export function readHlsProblem(data: ErrorData): HlsProblem {
  if (data.details === 'levelEmptyError') return { kind: 'empty' };
  if (data.details === 'levelParsingError' && !data.fatal) return { kind: 'changed' };
  if (!data.fatal) return { kind: 'ignore' };
  if (data.details === 'bufferAddCodecError') return { kind: 'failed', error: unsupported(data) };
  const status = data.response?.code ?? 0;
  const ofThisFragment = ofFragment(data, status);
  if (ofThisFragment !== null) return ofThisFragment;
  if (data.type === 'mediaError') return { kind: 'recover' };
  if (data.type === 'networkError' && isSilent(status)) return { kind: 'offline' };
  return { kind: 'failed', error: errorOf(data, status) };
}

/** Nothing is wrong with the footage: H.265 is what some browsers have no decoder for. */
function unsupported({ error }: ErrorData): AppError {
  return new AppError('codec-unsupported', error.message, { cause: error });
}

/** The server's own error when it sent one, with its request number. */
function errorOf({ networkDetails, error }: ErrorData, status: number): AppError {
  const answer = answerOf(networkDetails);
  if (answer === null) {
    return new AppError(CODES[status] ?? 'internal', error.message, { cause: error });
  }
  const { code, message, requestId } = answer;
  return new AppError(code, message, { cause: error, details: { requestId } });
}

function answerOf(request: unknown): ErrorResponse['error'] | null {
  return ErrorResponse.safeParse(bodyOf(request)).data?.error ?? null;
}

const RETRY_MS = 3_000;

function retryAfterMs(request: unknown): number {
  const header =
    request instanceof XMLHttpRequest ? request.getResponseHeader('retry-after') : null;
  return header !== null && /^\d{1,4}$/.test(header) ? Number(header) * 1000 : RETRY_MS;
}

/** The answer to a request for a segment comes as bytes, also when it is an error. */
function bodyOf(request: unknown): unknown {
  if (!(request instanceof XMLHttpRequest)) return null;
  const { response } = request;
  const text = response instanceof ArrayBuffer ? new TextDecoder().decode(response) : response;
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
