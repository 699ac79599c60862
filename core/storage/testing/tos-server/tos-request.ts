import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Operation } from './faults.ts';
import type { ServerState } from './server-state.ts';

/** One request, read as far as its first lines. */
export interface TosRequest {
  readonly operation: Operation;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly fault: Fault | null;
  readonly state: ServerState;
}
