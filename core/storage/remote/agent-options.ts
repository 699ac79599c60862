import type { AgentOptions } from 'node:http';

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
