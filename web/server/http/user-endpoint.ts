import { currentUser } from '../auth/current-user.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import type { Call } from './call.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { jsonReply, type Reply } from './reply.ts';

/** A route of the portal for somebody signed in. The verb checks what they may do. */
export function userEndpoint<I, O>(
  read: (call: Call) => I | Promise<I>,
  verb: (ctx: UserContext, input: I) => Promise<O>,
  respond: (output: O, call: Call) => Reply = (output) => jsonReply(output),
): Endpoint {
  return endpoint(async (server, call) => {
    const user = await currentUser(server, call.header('cookie'));
    assertSameOrigin(call);
    return respond(await verb({ ...server, user }, await read(call)), call);
  });
}
