import type { ServerContext } from '../context.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import type { Call } from './call.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { jsonReply } from './reply.ts';

/** A route that needs no sign-in. What changes state is taken from our own pages only. */
export function publicEndpoint<I, O>(
  read: (call: Call) => I | Promise<I>,
  verb: (ctx: ServerContext, input: I) => Promise<O>,
): Endpoint {
  return endpoint(async (server, call) => {
    assertSameOrigin(call);
    return jsonReply(await verb(server, await read(call)));
  });
}
