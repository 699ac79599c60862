import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerBadGateway, answerRefusal, Refusal } from './answer.ts';
import type { Operation } from './faults.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { putObject } from './put-object.ts';
import { restoreObject } from './restore-object.ts';
import type { ServerState, TosRequest } from './server-state.ts';
import { verifySignature } from './verify-signature.ts';

type Handler = (request: TosRequest) => Promise<void> | void;

const HANDLERS: Readonly<Record<Operation, Handler>> = {
  put: putObject,
  get: getObject,
  head: getObject,
  delete: deleteObject,
  list: listObjects,
  restore: restoreObject,
};

/** Whatever goes wrong inside becomes an answer, or a broken connection. */
export async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  state: ServerState,
): Promise<void> {
  try {
    const target = readTarget(incoming, state.bucket);
    state.stats.requests[target.operation] = (state.stats.requests[target.operation] ?? 0) + 1;
    const fault = state.faults.strike(target.operation, target.key);
    await serve({ ...target, incoming, outgoing, fault, state });
  } catch (error) {
    if (!(error instanceof Refusal) || outgoing.headersSent) {
      incoming.destroy();
      return;
    }
    incoming.resume();
    answerRefusal(outgoing, error, incoming.method === 'HEAD');
  }
}

async function serve(request: TosRequest): Promise<void> {
  const { fault, incoming, outgoing } = request;
  if (fault?.kind === 'hang') {
    incoming.resume();
    return;
  }
  if (fault?.kind === 'bad-gateway') {
    await drain(incoming);
    answerBadGateway(outgoing);
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms);
  if (fault?.kind === 'status') {
    if (fault.early !== true) await drain(incoming);
    throw new Refusal(fault.status, fault.code, fault.retryAfterSeconds);
  }
  authorise(request);
  await HANDLERS[request.operation](request);
}

function authorise({ incoming, state }: TosRequest): void {
  if (state.unsigned) return;
  try {
    verifySignature(incoming, state.credentials, Date.now() + state.skewMs);
  } catch (error) {
    state.stats.unauthorised += 1;
    throw error;
  }
}

function deleteObject({ key, incoming, outgoing, state }: TosRequest): void {
  incoming.resume();
  state.objects.delete(key);
  outgoing.writeHead(204, { 'x-tos-request-id': 'r' });
  outgoing.end();
}

async function drain(incoming: IncomingMessage): Promise<void> {
  for await (const _ of incoming);
}

interface Target {
  readonly operation: Operation;
  readonly key: string;
  readonly query: URLSearchParams;
}

/** What a request asks for, in both styles: bucket in the path, or in the host's name. */
function readTarget(request: IncomingMessage, bucket: string): Target {
  const url = new URL(request.url ?? '/', 'http://host');
  const path = decodeURIComponent(url.pathname).slice(1);
  const byHost = (request.headers.host ?? '').startsWith(`${bucket}.`);
  if (!byHost && path !== bucket && !path.startsWith(`${bucket}/`)) {
    throw new Refusal(404, 'NoSuchBucket');
  }
  const key = byHost ? path : path.slice(bucket.length + 1);
  return { operation: operationOf(request.method, key, url), key, query: url.searchParams };
}

function operationOf(method: string | undefined, key: string, url: URL): Operation {
  if (key === '') {
    if (method === 'GET' && url.searchParams.get('list-type') === '2') return 'list';
  } else if (method === 'POST') {
    if (url.searchParams.has('restore')) return 'restore';
  } else {
    const operation = OBJECT_OPERATIONS[method ?? ''];
    if (operation !== undefined) return operation;
  }
  throw new Refusal(405, 'MethodNotAllowed');
}

const OBJECT_OPERATIONS: Readonly<Record<string, Operation>> = {
  PUT: 'put',
  GET: 'get',
  HEAD: 'head',
  DELETE: 'delete',
};
