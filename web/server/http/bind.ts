import type { RouteDefinition, RouteInput, RouteResult } from '../../contract/define-routes.ts';
import type { ServerContext } from '../context.ts';
import type { Call } from './call.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { jsonBody, parseInput } from './json-body.ts';
import { jsonReply, type Reply } from './reply.ts';

/** A route and what answers it. */
export interface BoundRoute {
  readonly route: RouteDefinition;
  readonly endpoint: Endpoint;
  /** Our own server answers it without Next: bytes, and what must not hang. */
  readonly isDirect: boolean;
}

/** Proves who calls, and gives the verb's context to `work`. */
export type Admission<Context> = (
  server: ServerContext,
  call: Call,
  work: (ctx: Context) => Promise<Reply>,
) => Promise<Reply>;

/** A route's verb takes what the route says, and gives it. */
export function bind<R extends RouteDefinition, Context>(
  route: R,
  admit: Admission<Context>,
  verb: (ctx: Context, input: RouteInput<R>) => Promise<RouteResult<R>>,
): BoundRoute {
  return bindExchange(route, admit, { verb });
}

interface Exchange<R extends RouteDefinition, Context, Input, Output> {
  /** What the verb needs of the request besides its input: headers, the body's bytes, the signal. */
  readonly read?: (call: Call) => Input;
  readonly verb: (ctx: Context, input: RouteInput<R> & Input) => Promise<Output>;
  readonly respond?: (output: Output, call: Call) => Reply;
  readonly isDirect?: boolean;
}

/** One that reads more than its input, or answers other than with JSON. */
export function bindExchange<R extends RouteDefinition, Context, Output, Input = unknown>(
  route: R,
  admit: Admission<Context>,
  { read, verb, respond, isDirect = false }: Exchange<R, Context, Input, Output>,
): BoundRoute {
  const answer = endpoint((server, call) =>
    admit(server, call, async (ctx) => {
      const input = await readInput<R, Input>(route, call, read?.(call));
      const output = await verb(ctx, input);
      return respond === undefined ? jsonReply(output) : respond(output, call);
    }),
  );
  return { route, endpoint: answer, isDirect };
}

/** Safe: each part was parsed by the schema that `RouteInput` is made of. Throws `invalid-input`. */
async function readInput<R extends RouteDefinition, Input>(
  { params, query, body }: RouteDefinition,
  call: Call,
  more: Input | undefined,
): Promise<RouteInput<R> & Input> {
  const input: unknown = {
    ...(query && parseInput(query, Object.fromEntries(call.url.searchParams))),
    ...(params && parseInput(params, call.params)),
    ...(body && asObject(await jsonBody(body)(call))),
    ...more,
  };
  return input as RouteInput<R> & Input;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
