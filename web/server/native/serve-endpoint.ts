import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from '../http/call.ts';
import type { ByteSource, Reply } from '../http/reply.ts';
import type { MatchedRoute } from '../http/router.ts';

/** An endpoint as node:http calls it. */
export async function serveEndpoint(
  { endpoint, params }: MatchedRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const reply = await endpoint(toCall(request, params, gone.signal));
  if (!request.complete) response.once('finish', () => linger(request));
  await send(reply, response);
}

/** How long the rest of a body that was refused is taken off the line. */
const LINGER_MS = 5_000;

/** To close at once would reset the connection, and the client might never read why. */
function linger(request: IncomingMessage): void {
  request.resume();
  const cut = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(cut));
}

function toCall(
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Call {
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://portal.invalid'),
    params,
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    // A body that is refused half-way must not take its connection, and the reply, with it.
    body: { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) },
    signal,
  };
}

/** As Next sends with what it answers. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

async function send({ status, headers, body }: Reply, response: ServerResponse): Promise<void> {
  const length = typeof body === 'string' && { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers, ...length });
  if (body === null || typeof body === 'string') response.end(body);
  else await sendBytes(body, response);
}

/**
 * Sends a source as fast as the client takes it, and closes it in every case. A failure cuts the
 * connection: the head promised more bytes.
 */
async function sendBytes(source: ByteSource, response: ServerResponse): Promise<void> {
  try {
    for await (const chunk of source.chunks()) {
      if (response.destroyed) return;
      const hasRoom = response.write(chunk, () => source.release?.(chunk));
      if (!hasRoom) await drained(response);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    await source.close();
  }
}

/** Also when the client leaves instead. */
function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.once('drain', settle).once('close', settle);
  });
}
