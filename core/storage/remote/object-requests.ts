import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AppError } from '../../errors.ts';
import type { BucketAddress, Dialect } from './dialect.ts';
import { type ExchangeRequest, exchange, type Transport } from './exchange.ts';
import { refusalOf, retryAfterSeconds } from './refusal-of.ts';
import { type Credentials, encodedQuery, RequestSigner } from './request-signer.ts';

export interface ObjectRequest {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** A blob key: no character of it needs an escape. Without one it is the bucket that is asked. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** In small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal | undefined;
  readonly recycle?: ((piece: Uint8Array) => void) | undefined;
}

interface Bucket {
  readonly address: BucketAddress;
  readonly region: string;
  readonly credentials: Credentials;
}

/** Signed requests to one bucket, without a vendor's SDK: those cost milliseconds of CPU a request. */
export class ObjectRequests {
  readonly #dialect: Dialect;
  readonly #address: BucketAddress;
  readonly #signer: RequestSigner;
  readonly #transport: Transport;

  constructor(dialect: Dialect, bucket: Bucket, transport: Transport) {
    this.#dialect = dialect;
    this.#address = bucket.address;
    this.#signer = new RequestSigner(dialect, bucket);
    this.#transport = transport;
  }

  /** The headers of a good answer; throws the store's refusal, or why there is no answer. */
  send(request: ObjectRequest): Promise<IncomingHttpHeaders> {
    return this.#exchange(request, async (incoming) => {
      const ended = once(incoming, 'end');
      incoming.resume();
      await ended;
      return incoming.headers;
    });
  }

  /** A good answer's body, which is small. */
  text(request: ObjectRequest): Promise<string> {
    return this.#exchange(request, readText);
  }

  /** A good answer that has not been read; whoever asked reads or destroys it. */
  open(request: ObjectRequest): Promise<IncomingMessage> {
    return this.#exchange(request, async (incoming) => incoming);
  }

  #exchange<T>(request: ObjectRequest, use: (incoming: IncomingMessage) => Promise<T>): Promise<T> {
    return exchange(this.#signed(request), this.#transport, async (incoming) => {
      const { statusCode = 0 } = incoming;
      if (statusCode >= 200 && statusCode < 300) return await use(incoming);
      throw this.#refusal(incoming, await readText(incoming));
    });
  }

  #signed(request: ObjectRequest): ExchangeRequest {
    const { method, key = '', query, headers = {}, body = '', signal, recycle } = request;
    const { origin, host, path: folder } = this.#address;
    const path = folder + key;
    const isSigned = (name: string) => name.startsWith(this.#dialect.prefix);
    const own = Object.entries(headers);
    const signed = { host, ...Object.fromEntries(own.filter(([name]) => isSigned(name))) };
    const asked = encodedQuery(query);
    return {
      origin,
      method,
      path: asked === '' ? path : `${path}?${asked}`,
      headers: {
        ...this.#signer.sign({ method, path, query, signed }, Date.now()),
        ...Object.fromEntries(own.filter(([name]) => !isSigned(name))),
        ...(typeof body === 'string' && body !== '' && { 'content-length': byteLength(body) }),
      },
      body,
      recycle,
      signal,
    };
  }

  #refusal({ statusCode = 0, headers }: IncomingMessage, body: string): AppError {
    const { name, prefix } = this.#dialect;
    return refusalOf({
      store: name,
      status: statusCode,
      reason: this.#dialect.reasonOf(body),
      requestId: String(headers[`${prefix}request-id`] ?? '') || null,
      retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
      date: headers.date,
    });
  }
}

/** The largest is a list of 1,000 keys, well below 1 MiB. */
const MOST_TEXT_BYTES = 8 * 1024 * 1024;

/** A small body to its end, so that its connection is free again. */
async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_TEXT_BYTES) throw new AppError('unavailable', 'the answer has no end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function byteLength(text: string): string {
  return String(Buffer.byteLength(text));
}
