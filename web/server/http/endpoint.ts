import { randomUUID } from 'node:crypto';
import type { AppError, ErrorCode } from '@workcompanion/core/errors';
import { FailureTally } from '@workcompanion/db/failure-tally';
import type { ServerContext } from '../context.ts';
import { sharedContext } from '../shared-context.ts';
import type { Call } from './call.ts';
import { errorReply, toldError } from './error-reply.ts';
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
  let server: ServerContext | undefined;
  try {
    server = await sharedContext();
    return await work({ ...server, requestId }, call);
  } catch (error) {
    const told = toldError(error);
    if (server) logFailure(server, told, { requestId, call });
    return errorReply(told, requestId);
  }
}

/** What everybody meets at once, until somebody mends it. */
const OUTAGES: readonly ErrorCode[] = ['unavailable', 'storage-full'];

/** Refusals are the caller's and told in a line; failures are ours and told with their cause. */
function logFailure(
  { log }: ServerContext,
  error: AppError,
  { requestId, call }: { requestId: string; call: Call },
): void {
  const { code, status, details } = error;
  const request = { requestId, method: call.method, path: call.url.pathname, status };
  if (call.signal.aborted) {
    log.debug({ ...request, err: error }, 'the client left');
    return;
  }
  if (OUTAGES.includes(code)) FailureTally.of(log).note(error);
  else if (status >= 500) log.error({ ...request, err: error }, 'request failed');
  else log.info({ ...request, code, details }, error.message);
}
