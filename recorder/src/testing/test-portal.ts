import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import { type Fault, FaultPlan, type RouteName } from './fault.ts';
import { answerPortal, errorBody, type PortalReply } from './portal-routes.ts';
import { PortalState } from './portal-state.ts';

export interface PortalCertificate {
  readonly key: string;
  readonly cert: string;
  readonly name: string;
}

export const TEST_TOKEN = 'test-token-0123456789';

/**
 * A real HTTP server that speaks the recorder API and checks signatures, digests and tokens, with
 * its rows in memory and faults on demand: a fixture of core/protocol.
 */
export class TestPortal {
  readonly state: PortalState;
  readonly faults = new FaultPlan();
  /** Every request that came, by route. */
  readonly requests: RouteName[] = [];
  readonly #tls: PortalCertificate | null;
  #server: Server | null = null;
  #port = 0;

  private constructor(state: PortalState, tls: PortalCertificate | null) {
    this.state = state;
    this.#tls = tls;
  }

  /** With a certificate it speaks TLS, and is called by the name in it. */
  static async start(tls: PortalCertificate | null = null): Promise<TestPortal> {
    const portal = new TestPortal(await PortalState.create(), tls);
    await portal.online();
    return portal;
  }

  get url(): string {
    return this.#tls === null
      ? `http://127.0.0.1:${this.#port}`
      : `https://${this.#tls.name}:${this.#port}`;
  }

  async online(): Promise<void> {
    const serve = (message: IncomingMessage, response: ServerResponse) => {
      this.#serve(message, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    };
    const server = this.#tls === null ? createServer(serve) : createTlsServer(this.#tls, serve);
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = portOf(server);
    this.#server = server;
  }

  async offline(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { name, id } = routeOf(message);
    this.requests.push(name);
    const fault = this.faults.take(name, message.url ?? '');
    const { body, cut } = await readBody(message, fault);
    if (fault?.kind === 'slow') await sleep(fault.ms);
    const reply =
      preempted(fault) ??
      (await answerPortal(this.state, {
        route: name,
        id,
        message,
        body,
        cut,
        origin: this.url,
      }).catch(refused));
    if (fault?.kind === 'lost-answer' || cut) {
      message.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    if (fault?.kind === 'cut-answer') {
      response.write(reply.bytes?.subarray(0, fault.afterBytes), () => message.socket.destroy());
      return;
    }
    response.end(
      reply.bytes ?? (reply.json === undefined ? undefined : JSON.stringify(reply.json)),
    );
  }
}

function preempted(fault: Fault | null): PortalReply | null {
  if (fault?.kind === 'not-the-protocol') return { status: fault.status, json: 'a stranger' };
  if (fault?.kind !== 'refusal') return null;
  const { status, code, retryable, retryAfter } = fault;
  return {
    status,
    json: { error: { code, message: 'injected', requestId: 'test', retryable } },
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  };
}

function refused(error: unknown): PortalReply {
  const known = isAppError(error) ? error : new AppError('invalid-input', String(error));
  return { status: known.status, json: { error: errorBody(known) } };
}

function routeOf(message: IncomingMessage): { name: RouteName; id: string | null } {
  for (const [name, { method, path }] of Object.entries(RECORDER_ROUTES)) {
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/, '([\\w.-]+)')}$`);
    const match = pattern.exec(message.url?.split('?')[0] ?? '');
    if (match !== null && message.method === method) {
      return { name: routeName(name), id: match[1] ?? null };
    }
  }
  throw new Error(`no such route: ${message.method} ${message.url}`);
}

/** Safe because it is a key of the table that was just iterated. */
function routeName(name: string): RouteName {
  return name as RouteName;
}

async function readBody(message: IncomingMessage, fault: Fault | null) {
  const limit = fault?.kind === 'cut-body' ? fault.afterBytes : Number.POSITIVE_INFINITY;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= limit) break;
    }
  } catch {
    return { body: Buffer.concat(chunks), cut: true };
  }
  return { body: Buffer.concat(chunks).subarray(0, limit), cut: bytes >= limit };
}

function portOf(server: Server): number {
  const address: string | AddressInfo | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
