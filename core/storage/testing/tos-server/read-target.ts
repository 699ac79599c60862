import type { IncomingMessage } from 'node:http';
import type { Operation } from './faults.ts';
import { Refusal } from './refusal.ts';

export interface Target {
  readonly operation: Operation;
  readonly key: string;
  readonly query: URLSearchParams;
}

/** What a request asks for, in both styles: bucket in the path, or in the host's name. */
export function readTarget(request: IncomingMessage, bucket: string): Target {
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
