import type { Call } from './call.ts';
import type { Endpoint } from './endpoint.ts';
import type { ByteSource, Reply } from './reply.ts';

/** An endpoint as Next (or anything that speaks the Fetch standard) calls it. */
export function route(endpoint: Endpoint): (request: Request) => Promise<Response> {
  return async (request) => toResponse(await endpoint(toCall(request)), request.signal);
}

/** The router adds what the path names. */
function toCall(request: Request): Call {
  return {
    method: request.method,
    url: new URL(request.url),
    params: {},
    header: (name) => request.headers.get(name),
    body: request.body ?? noBody(),
    signal: request.signal,
  };
}

export async function* noBody(): AsyncGenerator<Uint8Array> {}

export function toResponse({ status, headers, body }: Reply, signal: AbortSignal): Response {
  const content = body === null || typeof body === 'string' ? body : pulled(body, signal);
  return new Response(content, { status, headers });
}

/**
 * One chunk for each pull: a slow reader holds one piece in memory. The source is closed here and
 * not only by its generator, whose `finally` never runs when it was never started; and by the signal,
 * since a response whose client has left before it began is neither read nor cancelled.
 */
function pulled(source: ByteSource, signal: AbortSignal): ReadableStream<Uint8Array> {
  const chunks = source.chunks()[Symbol.asyncIterator]();
  const close = () => source.close();
  if (signal.aborted) void close();
  else signal.addEventListener('abort', close, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (!next.done) return controller.enqueue(next.value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        await close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
