import { once } from 'node:events';
import type { Client, Connection, Submittable } from 'pg';

/** The messages of PostgreSQL's COPY that `pg` passes on and its own queries do not use. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** So many bytes may wait for their reader before the server is told to wait. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** What `copy … to stdout` gives, as it comes. Whoever leaves before the end gives up the connection. */
export async function* copyOut(client: Client, sql: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(sql);
  client.query(copy);
  try {
    yield* copy.chunks();
  } finally {
    copy.abandon();
  }
}

/** Feeds `copy … from stdin`, and returns how many rows the server took. */
export async function copyIn(
  client: Client,
  sql: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const copy = new CopyIn(sql, chunks);
  client.query(copy);
  return copy.rows;
}

abstract class Copy implements Submittable {
  readonly #sql: string;
  #error: Error | null = null;

  constructor(sql: string) {
    this.#sql = sql;
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  /** Told before `handleReadyForQuery`, or, when the connection broke, instead of it. */
  handleError(error: Error): void {
    this.#error = error;
    this.ended(error);
  }

  handleReadyForQuery(): void {
    if (this.#error === null) this.ended(null);
  }

  handleCommandComplete(_message: { readonly text: string }): void {}

  protected abstract ended(error: Error | null): void;
}

class CopyOut extends Copy {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #connection: Connection | null = null;
  #end: { readonly error: Error | null } | null = null;
  #wake = Promise.withResolvers<void>();

  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: Connection): void {
    this.#connection = connection;
    // What `pg` hands out is a view of its own buffer, which it reuses for the rows to come.
    this.#waiting.push(Buffer.from(chunk));
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > MOST_WAITING_BYTES) connection.stream.pause();
    this.#wake.resolve();
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#waiting.length > 0) yield this.#take();
      else if (this.#end === null) await this.#news();
      else if (this.#end.error !== null) throw this.#end.error;
      else return;
    }
  }

  /** A reader that failed leaves rows on their way, behind which no other query would get through. */
  abandon(): void {
    if (this.#end === null) this.#connection?.stream.destroy();
  }

  protected override ended(error: Error | null): void {
    this.#end = { error };
    this.#wake.resolve();
  }

  /** All that waits: the server sends a message a row. */
  #take(): Buffer {
    const taken = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#connection?.stream.resume();
    return taken;
  }

  async #news(): Promise<void> {
    await this.#wake.promise;
    this.#wake = Promise.withResolvers();
  }
}

class CopyIn extends Copy {
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #done = Promise.withResolvers<number>();
  #rows = 0;
  #failure: unknown = null;

  constructor(sql: string, chunks: AsyncIterable<Uint8Array>) {
    super(sql);
    this.#chunks = chunks;
  }

  get rows(): Promise<number> {
    return this.#done.promise;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#feed(connection).catch((error: unknown) => {
      // The server answers that with an error of its own, which says less than ours.
      this.#failure = error;
      connection.sendCopyFail('the reader of the copy failed');
    });
  }

  override handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
  }

  protected override ended(error: Error | null): void {
    if (error === null) this.#done.resolve(this.#rows);
    else this.#done.reject(this.#failure ?? error);
  }

  async #feed(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#chunks) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    connection.endCopyFrom();
  }
}
