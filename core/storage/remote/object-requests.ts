import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { BucketAddress, Dialect } from './dialect.ts';
import { type ExchangeRequest, exchange, type Transport } from './exchange.ts';
import { type Credentials, encodedQuery, RequestSigner } from './request-signer.ts';

const CODE_OF_REASON: Readonly<Record<string, ErrorCode>> = {
  BadDigest: 'digest-mismatch',
  InvalidObjectState: 'restore-needed',
  NoSuchBucket: 'storage-refused',
  NotImplemented: 'storage-refused',
  RequestTimeTooSkewed: 'storage-refused',
  SlowDown: 'too-many-requests',
  RequestTimeout: 'unavailable',
  IncompleteBody: 'unavailable',
};

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'storage-refused',
  403: 'storage-refused',
  404: 'blob-missing',
  408: 'unavailable',
  409: 'already-exists',
  412: 'already-exists',
  416: 'range-not-satisfiable',
  429: 'too-many-requests',
  507: 'storage-full',
};

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

/** RFC 9110, 10.2.3: `Retry-After` in seconds or as a date; undefined when it says neither. */
function retryAfterSeconds(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const seconds = Math.ceil((Date.parse(header) - nowMs) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** What a store's unfriendly answer says, without anything of the request. */
interface StoreAnswer {
  readonly store: 'TOS' | 'S3';
  readonly status: number;
  /** The store's own code ("NoSuchKey"); none in answers to HEAD and from gateways. */
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly retryAfterSeconds?: number | undefined;
  /** The store's `date` header: with it a wrong clock is seen at once. */
  readonly date?: string | undefined;
}

/** The error of ours for an answer that is no success. */
function refusalOf(answer: StoreAnswer): AppError {
  const { store, status, reason, requestId, retryAfterSeconds, date } = answer;
  const message = `${store} answered ${status}${reason === null ? '' : ` ${reason}`}`;
  return new AppError(codeOf(status, reason), message, {
    details: { store, status, reason, requestId, ...(date === undefined ? {} : { date }) },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function codeOf(status: number, reason: string | null): ErrorCode {
  const code = CODE_OF_REASON[reason ?? ''] ?? CODE_OF_STATUS[status];
  if (code !== undefined) return code;
  if (status >= 500) return 'unavailable';
  // A redirect: the bucket lies elsewhere than we were told.
  return status < 400 ? 'storage-refused' : 'invalid-input';
}
