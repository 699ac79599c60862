import type { Call } from './call.ts';
import type { Endpoint } from './endpoint.ts';
import type { ByteSource, Reply } from './reply.ts';

type RouteParams = Record<string, string | string[] | undefined>;

interface RouteContext {
  /** Next leaves it out where the path has none, whatever its types say. */
  readonly params?: Promise<RouteParams | undefined>;
}
export type RouteHandler = (request: Request, context?: RouteContext) => Promise<Response>;

/** An endpoint as Next (or anything that speaks the Fetch standard) calls it. */
export function route(endpoint: Endpoint): RouteHandler {
  return async (request, context) =>
    toResponse(
      await endpoint(toCall(request, singleParams(await context?.params))),
      request.signal,
    );
}

function toCall(request: Request, params: Readonly<Record<string, string>>): Call {
  return {
    method: request.method,
    url: new URL(request.url),
    params,
    header: (name) => request.headers.get(name),
    body: request.body ?? noBody(),
    signal: request.signal,
  };
}

function singleParams(params: RouteParams = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
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
