/** Bytes that are made while they are sent. `close` is called in every case, also before a read. */
export interface ByteSource {
  chunks(): AsyncIterable<Uint8Array>;
  /** Told of each chunk whose bytes have left: nothing else uses it any more. */
  readonly release?: (chunk: Uint8Array) => void;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ByteSource | null;
}

export function jsonReply(value: unknown, status = 200): Reply {
  if (value === undefined) return { status: 204, headers: {}, body: null };
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}
