import type { AgentOptions } from 'node:http';

export interface RemoteTimeouts {
  /** To a connection, TLS included. 10 s. */
  readonly connectMs: number;
  /** Without a byte in either direction while the store has to move. 60 s. */
  readonly idleMs: number;
  /** For a whole request, its body included; of a download only up to the first byte. 15 min. */
  readonly totalMs: number;
}

export const DEFAULT_TIMEOUTS: RemoteTimeouts = {
  connectMs: 10_000,
  idleMs: 60_000,
  totalMs: 15 * 60_000,
};

const CONNECTIONS = 64;
/** Shorter than the stores' own, that a kept connection is rarely found closed. */
const KEPT_CONNECTION_MS = 15_000;

export function agentOptions(connections: number = CONNECTIONS): AgentOptions {
  return {
    keepAlive: true,
    maxSockets: connections,
    maxFreeSockets: connections,
    timeout: KEPT_CONNECTION_MS,
  };
}
