import { randomUUID } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import type { Logger } from 'pino';
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
  let log: Logger | undefined;
  try {
    const server = await sharedContext();
    log = server.log;
    return await work({ ...server, requestId }, call);
  } catch (error) {
    const reply = errorReply(error, requestId);
    if (log) logFailure(log, error, { requestId, call, status: reply.status });
    return reply;
  }
}

/** Refusals are the caller's and told in a line; failures are ours and told with their cause. */
function logFailure(
  log: Logger,
  error: unknown,
  { requestId, call, status }: { requestId: string; call: Call; status: number },
): void {
  const request = { requestId, method: call.method, path: call.url.pathname, status };
  if (call.signal.aborted) {
    log.debug({ ...request, err: error }, 'the client left');
    return;
  }
  if (!isAppError(error) || status >= 500) log.error({ ...request, err: error }, 'request failed');
  else log.info({ ...request, code: error.code, details: error.details }, error.message);
}
