import { authenticateDevice } from '../recorder/authenticate-device.ts';
import type { DeviceContext } from '../recorder/device-context.ts';
import { bearerToken } from './bearer-token.ts';
import type { Call } from './call.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { jsonReply, type Reply } from './reply.ts';

/** A route of an enrolled recorder: who it is, what it says, what is done, what it is told. */
export function deviceEndpoint<I, O>(
  read: (call: Call) => I | Promise<I>,
  verb: (ctx: DeviceContext, input: I) => Promise<O>,
  respond: (output: O) => Reply = (output) => jsonReply(output),
): Endpoint {
  return endpoint(async (server, call) => {
    const device = await authenticateDevice(server, bearerToken(call));
    return respond(await verb({ ...server, device }, await read(call)));
  });
}
