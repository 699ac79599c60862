/** One request, as endpoints see it: the same under Next's route handlers and under our own server. */
export interface Call {
  readonly method: string;
  /** Path and query; the host in it is not to be trusted. */
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  header(name: string): string | null;
  /** Can be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}
