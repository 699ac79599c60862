import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

type Headers = Readonly<Record<string, string | number>>;

/** Every answer of the protocol carries a request id; by it the SDK knows the service's from a gateway's. */
export function answer(
  outgoing: ServerResponse,
  status: number,
  headers: Headers = {},
  body: Buffer | string = '',
): void {
  outgoing.writeHead(status, {
    ...protocolHeaders(),
    'content-length': lengthOf(body),
    ...headers,
  });
  outgoing.end(body);
}

export function answerRefusal(outgoing: ServerResponse, refusal: Refusal, head: boolean): void {
  const body = JSON.stringify({
    Code: refusal.code,
    Message: `The request was refused: ${refusal.code}.`,
    RequestId: 'r',
    HostId: 'h',
    Resource: '/',
  });
  const wait = refusal.retryAfterSeconds;
  answer(
    outgoing,
    refusal.status,
    {
      'content-type': 'application/json',
      'x-tos-ec': '0000-00000000',
      ...(wait === undefined ? {} : { 'retry-after': wait }),
    },
    head ? '' : body,
  );
}

/** What a proxy in front of the service says. */
export function answerBadGateway(outgoing: ServerResponse): void {
  outgoing.writeHead(502, { 'content-type': 'text/html' });
  outgoing.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
}

export function protocolHeaders(): Record<string, string> {
  return { 'x-tos-request-id': randomUUID(), 'x-tos-id-2': randomUUID() };
}

function lengthOf(body: Buffer | string): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

/** An answer of the protocol that says no; thrown by the handlers, written in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, retryAfterSeconds?: number) {
    super(code);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
