import type { IncomingMessage } from 'node:http';
import type { TosClient } from '@volcengine/tos-sdk';
import { AppError, isAppError } from '../../errors.ts';
import { assertBlobKey } from '../blob-key.ts';
import type {
  BlobEntry,
  BlobReader,
  BlobStat,
  BlobStore,
  ByteRange,
  PutRequest,
} from '../blob-store.ts';
import { httpRange } from '../checked-range.ts';
import { absentIfMissing } from '../remote/absent-if-missing.ts';
import { conditionalPut } from '../remote/conditional-put.ts';
import { openRemoteReader } from '../remote/remote-reader.ts';
import { DEFAULT_TIMEOUTS } from '../remote/remote-timeouts.ts';
import {
  type Restorable,
  type RestoreState,
  type RestoreTier,
  restoreStateOf,
} from '../restorable.ts';
import { type OpenedTos, openTosClient, openTransport } from './open-tos-client.ts';
import { TosRequests } from './requests/tos-requests.ts';
import { TosObjects } from './tos-objects.ts';
import type { TosStoreOptions } from './tos-store-options.ts';
import type { Transport } from './transport/exchange.ts';
import { runCall, type TosCall } from './transport/tos-call.ts';

/** Classes whose blobs must be restored before they can be read. */
const FROZEN_CLASSES: ReadonlySet<string> = new Set([
  'ARCHIVE',
  'COLD_ARCHIVE',
  'DEEP_COLD_ARCHIVE',
]);

/** Blobs in a bucket of Volcengine TOS. Retries nothing: the caller's queue knows better when. */
export class TosStore implements BlobStore, Restorable {
  readonly #options: TosStoreOptions;
  readonly #transport: Transport;
  readonly #requests: TosRequests;
  readonly #objects: TosObjects;
  #opening: Promise<OpenedTos> | undefined;

  constructor(options: TosStoreOptions) {
    this.#options = options;
    this.#transport = openTransport(options);
    this.#requests = new TosRequests(options, this.#transport);
    this.#objects = new TosObjects(this.#requests, options.storageClass);
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    assertBlobKey(key);
    await conditionalPut(this.#objects, { key, source }, request);
  }

  async head(key: string): Promise<BlobStat | null> {
    assertBlobKey(key);
    const stat = await this.#objects.stat(key);
    return stat === null ? null : { size: stat.size, crc64: stat.crc64 };
  }

  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    assertBlobKey(key);
    const wanted = range === undefined ? {} : { range: httpRange(range) };
    const { client } = await this.#open();
    const call: TosCall = {};
    await runCall(call, () => client.getObjectV2({ key, ...wanted }));
    return openRemoteReader(this.#downloadOf(call.incoming), range);
  }

  async delete(key: string): Promise<void> {
    assertBlobKey(key);
    const { client } = await this.#open();
    await absentIfMissing(runCall({}, () => client.deleteObject({ key })));
  }

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    const { client } = await this.#open();
    yield* listPages(client, prefix);
  }

  async restore(
    key: string,
    { days, tier }: { readonly days: number; readonly tier: RestoreTier },
  ): Promise<void> {
    assertBlobKey(key);
    const { client, tiers } = await this.#open();
    const restoreJobParameters = { Tier: tiers[tier] };
    try {
      await runCall({}, () => client.restoreObject({ key, days, restoreJobParameters }));
    } catch (error) {
      // 409 RestoreAlreadyInProgress: what was asked for happens.
      if (!isAppError(error, 'already-exists')) throw error;
    }
  }

  async restoreState(key: string): Promise<RestoreState> {
    assertBlobKey(key);
    const headers = await this.#requests.send({ method: 'HEAD', key });
    return restoreStateOf({
      isFrozenClass: FROZEN_CLASSES.has(String(headers['x-tos-storage-class'])),
      restore: String(headers['x-tos-restore'] ?? ''),
    });
  }

  /** Ends the kept connections. */
  async close(): Promise<void> {
    this.#transport.agent.destroy();
  }

  #open(): Promise<OpenedTos> {
    this.#opening ??= openTosClient(this.#options, this.#transport);
    return this.#opening;
  }

  #downloadOf(incoming: IncomingMessage | undefined) {
    if (incoming === undefined) throw new AppError('internal', 'a download without an answer');
    const { headers } = incoming;
    return {
      host: this.#options.endpoint,
      content: incoming,
      contentLength: Number(headers['content-length'] ?? 0),
      contentRange: headers['content-range'],
      crc64: String(headers['x-tos-hash-crc64ecma'] ?? '') || null,
      idleMs: this.#options.timeouts?.idleMs ?? DEFAULT_TIMEOUTS.idleMs,
    };
  }
}

const PAGE_KEYS = 1000;

/** Page by page: without `listOnlyOnce` the SDK would gather everything in memory. */
async function* listPages(client: TosClient, prefix: string): AsyncGenerator<BlobEntry> {
  let token: string | undefined;
  do {
    const { data } = await runCall({}, () => client.listObjectsType2(pageInput(prefix, token)));
    for (const { Key, Size, HashCrc64ecma } of data.Contents) {
      yield { key: Key, size: Size, ...(HashCrc64ecma ? { crc64: HashCrc64ecma } : {}) };
    }
    if (data.IsTruncated && (data.NextContinuationToken ?? '') === '') {
      throw new AppError('unavailable', 'TOS cut a list off without saying where it goes on');
    }
    token = data.IsTruncated ? data.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** A token of `undefined` must be left out: the SDK would sign it as text, and the store refuse. */
function pageInput(prefix: string, token: string | undefined) {
  return {
    prefix,
    maxKeys: PAGE_KEYS,
    listOnlyOnce: true,
    ...(token === undefined ? {} : { continuationToken: token }),
  };
}
