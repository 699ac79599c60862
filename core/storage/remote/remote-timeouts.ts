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
