import { randomUUID } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import type { ServerContext } from '../context.ts';
import { sharedContext } from '../shared-context.ts';
import type { Call } from './call.ts';
import { errorReply } from './error-reply.ts';
import type { Reply } from './reply.ts';

export const REQUEST_ID_HEADER = 'x-request-id';

/** Never rejects: every failure is a reply. */
export type Endpoint = (call: Call) => Promise<Reply>;

/** Gives `work` the server's context and a logger that names the request. */
export function endpoint(work: (ctx: ServerContext, call: Call) => Promise<Reply>): Endpoint {
  return async (call) => {
    const requestId = call.header(REQUEST_ID_HEADER) ?? randomUUID();
    const reply = await attempt(work, call, requestId);
    return { ...reply, headers: { ...reply.headers, [REQUEST_ID_HEADER]: requestId } };
  };
}

async function attempt(
  work: (ctx: ServerContext, call: Call) => Promise<Reply>,
  call: Call,
  requestId: string,
): Promise<Reply> {
  let log: ServerContext['log'] | undefined;
  try {
    const server = await sharedContext();
    log = server.log;
    return await work({ ...server, requestId }, call);
  } catch (error) {
    const reply = errorReply(error, requestId);
    const level = isAppError(error) && reply.status < 500 ? 'info' : 'error';
    log?.[level](
      { err: error, requestId, method: call.method, path: call.url.pathname, status: reply.status },
      'request refused',
    );
    return reply;
  }
}
