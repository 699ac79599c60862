import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults, Operation } from './faults.ts';
import type { ObjectBucket } from './stored-objects.ts';
import type { ServerCredentials } from './verify-signature.ts';

export interface TosServerStats {
  /** Open now, and opened since the start. */
  connections: number;
  connectionsEver: number;
  /** Requests without an end yet. */
  inFlight: number;
  /** Bodies that were taken and have not landed yet. */
  late: number;
  readonly requests: Record<string, number>;
  /** Refused for signature, credentials, clock or token. */
  unauthorised: number;
  bytesIn: number;
  bytesOut: number;
}

export interface ServerState {
  readonly bucket: string;
  readonly objects: ObjectBucket;
  readonly credentials: ServerCredentials;
  readonly faults: Faults;
  readonly stats: TosServerStats;
  /** Bodies are counted and forgotten, and the sum that the client announces is believed: for benches. */
  readonly discard: boolean;
  /** Signatures are not asked for: for clients that can't sign, as anchors of benches. */
  readonly unsigned: boolean;
  /** How long a restore takes. */
  readonly restoreMs: number;
  /** Added to the server's clock. */
  skewMs: number;
}

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
