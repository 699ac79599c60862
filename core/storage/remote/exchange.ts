import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import { AppError, isAppError } from '../../errors.ts';
import { systemErrorCode } from '../../files/system-error.ts';
import type { RemoteTimeouts } from './remote-timeouts.ts';
import { Watch } from './watch.ts';

const UNVERIFIABLE = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';

export interface ExchangeRequest {
  /** "https://host:port". */
  readonly origin: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array>;
  /** Told of pieces of the body once the system has them. */
  readonly recycle?: ((piece: Uint8Array) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Transport {
  readonly agent: Agent;
  readonly timeouts: RemoteTimeouts;
}

/**
 * Sends a request and gives its answer to `use`, under all clocks until that returns. Never retries,
 * but for a request without a body on a kept connection that the store had closed meanwhile. Throws
 * what the body's source throws, the signal's reason, or an error of ours.
 */
export async function exchange<T>(
  request: ExchangeRequest,
  transport: Transport,
  use: (incoming: IncomingMessage) => Promise<T>,
): Promise<T> {
  const source = typeof request.body === 'string' ? null : new OwnSource(request.body);
  const asked = source === null ? request : { ...request, body: source };
  try {
    return await attemptTwice(asked, transport, use);
  } catch (error) {
    if (source?.failure) throw source.failure.error;
    if (request.signal?.aborted === true) throw request.signal.reason;
    throw connectionError(new URL(request.origin).host, error);
  }
}

/** A body that remembers what broke it: that is the caller's own, and goes back as it is. */
class OwnSource implements AsyncIterable<Uint8Array> {
  readonly #body: AsyncIterable<Uint8Array>;
  failure: { readonly error: unknown } | null = null;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#body = body;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#body;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

async function attemptTwice<T>(
  request: ExchangeRequest,
  transport: Transport,
  use: (incoming: IncomingMessage) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(request, transport, use);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return attempt(request, transport, use);
  }
}
async function attempt<T>(
  request: ExchangeRequest,
  { agent, timeouts }: Transport,
  use: (incoming: IncomingMessage) => Promise<T>,
): Promise<T> {
  request.signal?.throwIfAborted();
  const outgoing = open(request, agent);
  const watch = new Watch(outgoing, timeouts, request.signal);
  try {
    const result = await use(await answerTo(outgoing, request, watch));
    if (!outgoing.writableEnded) throw new AppError('unavailable', 'answered before it was asked');
    return result;
  } catch (error) {
    const stale = outgoing.reusedSocket && systemErrorCode(error) === 'ECONNRESET';
    // A refusal that was read to its end leaves a connection that can serve the next request.
    if (!outgoing.writableEnded || !isAppError(error)) outgoing.destroy();
    throw stale && typeof request.body === 'string' ? new StaleConnection() : error;
  } finally {
    watch.end();
  }
}

function open(request: ExchangeRequest, agent: Agent): ClientRequest {
  const url = new URL(request.origin);
  const { method, path, headers } = request;
  return (url.protocol === 'https:' ? tlsRequest : plainRequest)({
    host: url.hostname,
    ...(url.port === '' ? {} : { port: url.port }),
    method,
    path,
    headers,
    agent,
  });
}

async function answerTo(
  outgoing: ClientRequest,
  { body, recycle }: ExchangeRequest,
  watch: Watch,
): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    // For good: late errors of a request that is given up are nobody's.
    outgoing.on('error', reject);
  });
  if (typeof body === 'string') {
    watch.expectProgress(true);
    outgoing.end(body);
    return answered;
  }
  return Promise.race([
    answered,
    sendBody(outgoing, body, { watch, recycle }).then(() => answered),
  ]);
}

class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

interface Sending {
  readonly watch: Watch;
  readonly recycle: ((piece: Uint8Array) => void) | undefined;
}

/**
 * Sends a body chunk by chunk and ends the request. Returns early, with the source left, when the
 * request broke or was answered meanwhile. Throws what the source throws.
 */
async function sendBody(
  outgoing: ClientRequest,
  body: AsyncIterable<Uint8Array>,
  { watch, recycle }: Sending,
): Promise<void> {
  let answered = false;
  outgoing.once('response', () => {
    answered = true;
  });
  for await (const chunk of body) {
    if (outgoing.destroyed || answered) return;
    const isTaken = outgoing.write(chunk, (error) => {
      if (!error) recycle?.(chunk);
    });
    if (isTaken) continue;
    watch.expectProgress(true);
    await firstOf(outgoing, ['drain', 'close', 'response']);
    watch.expectProgress(answered);
    if (outgoing.destroyed || answered) return;
  }
  watch.expectProgress(true);
  outgoing.end();
}

function firstOf(outgoing: ClientRequest, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) outgoing.off(event, done);
      resolve();
    };
    for (const event of events) outgoing.once(event, done);
  });
}

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

function bareError(error: unknown, code: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(message), { code });
}
