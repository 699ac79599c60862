import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AppError } from '../../../errors.ts';
import type { TosStoreOptions } from '../tos-store-options.ts';
import { type ExchangeRequest, exchange, type Transport } from '../transport/exchange.ts';
import { OwnSource, ownError } from '../transport/own-error.ts';
import { readText } from '../transport/read-text.ts';
import { tosRefusal } from '../transport/tos-refusal.ts';
import { TosSigner } from './tos-signer.ts';

export interface ObjectRequest {
  readonly method: 'PUT' | 'HEAD';
  /** A blob key: no character of it needs an escape. */
  readonly key: string;
  /** "x-tos-…", in small letters. */
  readonly signed?: Readonly<Record<string, string>>;
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal | undefined;
  readonly recycle?: ((piece: Uint8Array) => void) | undefined;
}

/**
 * The two requests that each upload is made of, without the SDK: that costs a millisecond of CPU for
 * each, and 22 MB once, which is most of what a small segment costs.
 */
export class TosRequests {
  readonly #options: TosStoreOptions;
  readonly #signer: TosSigner;
  readonly #transport: Transport;
  #address: BucketAddress | undefined;

  constructor(options: TosStoreOptions, transport: Transport) {
    this.#options = options;
    this.#signer = new TosSigner(options.credentials, options.region);
    this.#transport = transport;
  }

  /** The headers of a good answer; throws the store's refusal, or why there is no answer. */
  async send(request: ObjectRequest): Promise<IncomingHttpHeaders> {
    const { body, signal } = request;
    const source = body === undefined ? null : new OwnSource(body);
    const asked = this.#signed(request, source);
    try {
      return await exchange(asked, this.#transport, headersOf);
    } catch (error) {
      throw ownError(error, { origin: asked.origin, signal, source });
    }
  }

  #signed(
    { method, key, signed, unsigned, signal, recycle }: ObjectRequest,
    body: OwnSource | null,
  ): ExchangeRequest {
    this.#address ??= bucketAddress(this.#options);
    const { origin, host, path: folder } = this.#address;
    const path = folder + key;
    const headers = this.#signer.sign({ method, path, signed: { host, ...signed } }, Date.now());
    return {
      origin,
      method,
      path,
      headers: { ...headers, ...unsigned },
      body: body ?? '',
      recycle,
      signal,
    };
  }
}

async function headersOf(incoming: IncomingMessage): Promise<IncomingHttpHeaders> {
  const { statusCode = 0 } = incoming;
  if (statusCode < 200 || statusCode >= 300) throw tosRefusal(incoming, await readText(incoming));
  const ended = once(incoming, 'end');
  incoming.resume();
  await ended;
  return incoming.headers;
}

interface BucketAddress {
  /** "https://host:port". */
  readonly origin: string;
  readonly host: string;
  /** Before a key. */
  readonly path: string;
}

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** A bucket is a part of the host's name, but for a host that is an address and has no name. */
export function bucketAddress({ endpoint, bucket, secure }: TosStoreOptions): BucketAddress {
  if (!BUCKET.test(bucket)) throw new AppError('invalid-input', 'no name of a TOS bucket');
  const isAddress = /^[\d:[]/.test(endpoint);
  const host = isAddress ? endpoint : `${bucket}.${endpoint}`;
  return {
    origin: `${secure === false ? 'http' : 'https'}://${host}`,
    host,
    path: isAddress ? `/${bucket}/` : '/',
  };
}
