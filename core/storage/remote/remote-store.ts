import { createHash } from 'node:crypto';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { AppError, isAppError } from '../../errors.ts';
import {
  assertBlobKey,
  type BlobEntry,
  type BlobReader,
  type BlobStat,
  type BlobStore,
  type ByteRange,
  httpRange,
  type PutRequest,
} from '../blob-store.ts';
import {
  type Restorable,
  type RestoreState,
  type RestoreTier,
  restoreStateOf,
} from '../restorable.ts';
import {
  conditionalPut,
  type PutCondition,
  type RemoteStat,
  verifiedBody,
} from './conditional-put.ts';
import { type BucketAddress, type Dialect, statementHeaders } from './dialect.ts';
import type { Transport } from './exchange.ts';
import { ObjectRequests } from './object-requests.ts';
import { openRemoteReader } from './remote-reader.ts';
import { agentOptions, DEFAULT_TIMEOUTS, type RemoteTimeouts } from './remote-timeouts.ts';
import type { Credentials } from './request-signer.ts';

/** What is said of a bucket, whichever kind of store it is in. */
export interface BucketFacts {
  readonly region: string;
  readonly bucket: string;
  /** The bucket's own, if not given. */
  readonly storageClass?: string;
  /** PEM of the authority to trust instead of the usual ones. */
  readonly ca?: string;
  readonly timeouts?: Partial<RemoteTimeouts>;
  /** At most so many at once; 64 if not given. */
  readonly connections?: number;
}

interface NamedPut {
  readonly size: number;
  /** Lower-case hex. */
  readonly md5: string;
  /** Kept beside the bytes; 2 KB at most. Null: none. */
  readonly statement: string | null;
}

interface RemoteOptions extends BucketFacts {
  readonly credentials: Credentials;
  readonly address: BucketAddress;
}

const PAGE_KEYS = '1000';

/** Blobs in a bucket. Retries nothing: the caller's queue knows better when. */
export class RemoteStore implements BlobStore, Restorable {
  readonly #dialect: Dialect;
  readonly #host: string;
  readonly #bucket: string;
  readonly #storageClass: string | undefined;
  readonly #transport: Transport;
  readonly #requests: ObjectRequests;

  constructor(dialect: Dialect, options: RemoteOptions) {
    this.#dialect = dialect;
    this.#host = options.address.host;
    this.#bucket = options.bucket;
    this.#storageClass = options.storageClass;
    this.#transport = openTransport(options);
    this.#requests = new ObjectRequests(dialect, options, this.#transport);
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    assertBlobKey(key);
    await conditionalPut(
      {
        stat: (of) => this.#stat(of),
        write: (to, body, options) => this.#write(to, body, options),
      },
      { key, source },
      request,
    );
  }

  async head(key: string): Promise<BlobStat | null> {
    assertBlobKey(key);
    const stat = await this.#stat(key);
    return stat === null ? null : { size: stat.size, crc64: stat.isProved ? stat.crc64 : null };
  }

  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    assertBlobKey(key);
    const headers = range === undefined ? {} : { range: httpRange(range) };
    const incoming = await this.#requests.open({ method: 'GET', key, headers });
    const answer = {
      host: this.#host,
      content: incoming,
      contentLength: Number(incoming.headers['content-length'] ?? 0),
      contentRange: incoming.headers['content-range'],
      crc64: this.#dialect.downloadSumOf(incoming.headers),
      idleMs: this.#transport.timeouts.idleMs,
    };
    return openRemoteReader(answer, range);
  }

  async delete(key: string): Promise<void> {
    assertBlobKey(key);
    await absentIfMissing(this.#requests.send({ method: 'DELETE', key }));
  }

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    let token: string | null = null;
    do {
      const query = {
        'list-type': '2',
        'max-keys': PAGE_KEYS,
        prefix,
        ...(token !== null && { 'continuation-token': token }),
      };
      const page = this.#dialect.listPageOf(await this.#requests.text({ method: 'GET', query }));
      yield* page.entries;
      token = page.next;
    } while (token !== null);
  }

  async restore(
    key: string,
    wish: { readonly days: number; readonly tier: RestoreTier },
  ): Promise<void> {
    assertBlobKey(key);
    const body = this.#dialect.restoreBody(wish);
    const headers = {
      'content-type': this.#dialect.bodyType,
      'content-md5': createHash('md5').update(body).digest('base64'),
    };
    try {
      await this.#requests.send({ method: 'POST', key, query: { restore: '' }, headers, body });
    } catch (error) {
      // 409 RestoreAlreadyInProgress: what was asked for happens.
      if (!isAppError(error, 'already-exists')) throw error;
    }
  }

  async restoreState(key: string): Promise<RestoreState> {
    assertBlobKey(key);
    const { prefix, frozenClasses } = this.#dialect;
    const headers = await this.#requests.send({ method: 'HEAD', key });
    return restoreStateOf({
      isFrozenClass: frozenClasses.has(String(headers[`${prefix}storage-class`])),
      restore: String(headers[`${prefix}restore`] ?? ''),
    });
  }

  /**
   * Stores what its key tells the content of: whatever is there already is the same, or worth being
   * replaced. The source throws unless it gave what was meant, and the store never gets its end then.
   */
  async putNamed(
    key: string,
    source: AsyncIterable<Uint8Array>,
    { size, md5, statement }: NamedPut,
  ): Promise<void> {
    assertBlobKey(key);
    const { prefix, ownSum } = this.#dialect;
    const headers = await this.#requests.send({
      method: 'PUT',
      key,
      body: verifiedBody(source, { size, md5, crc64: '' }),
      headers: {
        ...this.#headersOf({ size, md5 }),
        ...(statement !== null && statementHeaders(prefix, statement)),
      },
    });
    // The other sum is known only when all was sent; the store has compared the MD5 by itself.
    if (ownSum === 'md5') this.#assertStored(key, md5, this.#dialect.sumOf(headers));
  }

  /** What the store itself knows of a blob; null for one that is not there. */
  async stat(key: string): Promise<RemoteStat | null> {
    assertBlobKey(key);
    return await this.#stat(key);
  }

  /** Copies a blob onto itself, into another class: the bytes stay in the store. */
  async changeClass(key: string, storageClass: string): Promise<void> {
    assertBlobKey(key);
    const { prefix } = this.#dialect;
    const answer = await this.#requests.text({
      method: 'PUT',
      key,
      headers: {
        'content-length': '0',
        [`${prefix}copy-source`]: `/${this.#bucket}/${key}`,
        [`${prefix}metadata-directive`]: 'COPY',
        [`${prefix}storage-class`]: storageClass,
      },
    });
    // Stores of S3 begin to answer before the copy is done, and may then say that it failed.
    const reason = this.#dialect.reasonOf(answer);
    if (reason === null) return;
    throw new AppError('unavailable', `${this.#host} did not copy ${key}: ${reason}`);
  }

  /** Ends the kept connections. */
  async close(): Promise<void> {
    this.#transport.agent.destroy();
  }

  async #stat(key: string): Promise<RemoteStat | null> {
    const headers = await absentIfMissing(this.#requests.send({ method: 'HEAD', key }));
    return headers === null ? null : this.#dialect.statOf(headers);
  }

  async #write(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { request, condition }: { readonly request: PutRequest; readonly condition: PutCondition },
  ): Promise<void> {
    const { size, md5, crc64, signal, recycle } = request;
    const { prefix, ownSum } = this.#dialect;
    const hash = createHash('md5');
    const headers = await this.#requests.send({
      method: 'PUT',
      key,
      body: ownSum === 'md5' && md5 === undefined ? hashed(body, hash) : body,
      signal,
      recycle,
      headers: {
        ...this.#headersOf({ size, md5 }),
        // What was meant, beside what the store reckons: a lost catalogue could be told from a bad copy.
        [`${prefix}meta-crc64`]: crc64,
        ...this.#dialect.conditionHeaders(condition),
      },
    });
    const sent = ownSum === 'crc64' ? crc64 : (md5 ?? hash.digest('hex'));
    this.#assertStored(key, sent, this.#dialect.sumOf(headers));
  }

  #headersOf({
    size,
    md5,
  }: {
    readonly size: number;
    readonly md5: string | undefined;
  }): Record<string, string> {
    const { prefix } = this.#dialect;
    return {
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      ...(md5 !== undefined && {
        'content-md5': Buffer.from(md5, 'hex').toString('base64'),
        [`${prefix}meta-md5`]: md5,
      }),
      ...(this.#storageClass !== undefined && { [`${prefix}storage-class`]: this.#storageClass }),
    };
  }

  /** Throws `digest-mismatch` when the store says, in its answer to a put, that it took other bytes. */
  #assertStored(key: string, sent: string, stored: string | null): void {
    // Not every store of S3 tells an MD5; TOS tells its sum always.
    if (stored === sent || (stored === null && this.#dialect.ownSum === 'md5')) return;
    throw new AppError('digest-mismatch', `the store took other bytes for ${key} than were sent`, {
      details: { key, sum: this.#dialect.ownSum, sent, stored },
    });
  }
}

/** Null for what is not there. */
async function absentIfMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}

async function* hashed(
  body: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The connections and clocks of one store. */
function openTransport({ address, connections, ca, timeouts }: RemoteOptions): Transport {
  const pool = agentOptions(connections);
  const isPlain = address.origin.startsWith('http:');
  return {
    agent: isPlain
      ? new PlainAgent(pool)
      : new TlsAgent({ ...pool, ...(ca !== undefined && { ca }) }),
    timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts },
  };
}
