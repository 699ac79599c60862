import { once } from 'node:events';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type FaultRule, Faults } from './faults.ts';
import { handleControl } from './handle-control.ts';
import { handleRequest } from './handle-request.ts';
import type { ServerState, TosServerStats } from './server-state.ts';
import type { StoredObject } from './stored-objects.ts';
import type { ServerCredentials } from './verify-signature.ts';

export interface TosServerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly bucket?: string;
  readonly credentials?: Partial<ServerCredentials>;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly restoreMs?: number;
  readonly discard?: boolean;
  readonly unsigned?: boolean;
  /** For faults with a probability; between 0 and 1. */
  readonly random?: () => number;
}

export interface TosServer {
  readonly port: number;
  /** "127.0.0.1:PORT", as the SDK wants it. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: ServerCredentials;
  readonly stats: Readonly<TosServerStats>;
  readonly objects: ReadonlyMap<string, StoredObject>;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  setClockSkew(ms: number): void;
  close(): Promise<void>;
}

/**
 * A server that speaks TOS's protocol as far as we use it, on the loopback, with everything in
 * memory: it checks signatures, digests, clocks and conditions, and fails as it is told to.
 */
export async function startTosServer(options: TosServerOptions): Promise<TosServer> {
  const state = initialState(options);
  const server = listenerOf(options, state);
  countConnections(server, state.stats);
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    port,
    endpoint: `127.0.0.1:${port}`,
    bucket: state.bucket,
    credentials: state.credentials,
    stats: state.stats,
    objects: state.objects,
    addFault: (rule) => state.faults.add(rule),
    clearFaults: () => state.faults.clear(),
    setClockSkew: (ms) => {
      state.skewMs = ms;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function initialState(options: TosServerOptions): ServerState {
  return {
    bucket: options.bucket ?? 'test-bucket',
    objects: new Map(),
    credentials: {
      accessKeyId: 'TESTACCESSKEYID',
      secretAccessKey: 'test-secret-access-key',
      region: 'cn-test',
      ...options.credentials,
    },
    faults: new Faults(options.random ?? Math.random),
    stats: {
      connections: 0,
      connectionsEver: 0,
      inFlight: 0,
      late: 0,
      requests: {},
      unauthorised: 0,
      bytesIn: 0,
      bytesOut: 0,
    },
    discard: options.discard ?? false,
    unsigned: options.unsigned ?? false,
    restoreMs: options.restoreMs ?? 100,
    skewMs: 0,
  };
}

function listenerOf(options: TosServerOptions, state: ServerState): Server {
  const listener: RequestListener = (incoming, outgoing) => {
    if (incoming.url?.startsWith('/_control/') === true) {
      void handleControl(incoming, outgoing, state);
      return;
    }
    state.stats.inFlight += 1;
    outgoing.once('close', () => {
      state.stats.inFlight -= 1;
    });
    void handleRequest(incoming, outgoing, state);
  };
  return options.tls === undefined
    ? createPlainServer(listener)
    : createTlsServer(options.tls, listener);
}

function countConnections(server: Server, stats: TosServerStats): void {
  server.on('connection', (socket) => {
    stats.connections += 1;
    stats.connectionsEver += 1;
    socket.on('error', () => undefined);
    socket.once('close', () => {
      stats.connections -= 1;
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
