import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { agentOptions } from '../remote/agent-options.ts';
import { DEFAULT_TIMEOUTS } from '../remote/remote-timeouts.ts';
import type { TosStoreOptions } from './tos-store-options.ts';
import type { Transport } from './transport/exchange.ts';

/** The connections and clocks of one store. Its agent's `destroy` ends them. */
export function openTransport(options: TosStoreOptions): Transport {
  return { agent: openAgent(options), timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts } };
}

function openAgent({ connections, secure, ca }: TosStoreOptions): PlainAgent {
  const pool = agentOptions(connections);
  if (secure === false) return new PlainAgent(pool);
  return new TlsAgent({ ...pool, ...(ca === undefined ? {} : { ca }) });
}
