import { Readable } from 'node:stream';
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
import {
  type Restorable,
  type RestoreState,
  type RestoreTier,
  restoreStateOf,
} from '../restorable.ts';
import { type OpenedS3, openS3Client } from './open-s3-client.ts';
import { S3Calls } from './s3-calls.ts';
import { S3Objects } from './s3-objects.ts';
import type { S3StoreOptions } from './s3-store-options.ts';

/** Classes whose blobs must be restored before they can be read; GLACIER_IR is none of them. */
const FROZEN_CLASSES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

const TIERS = {
  expedited: 'Expedited',
  standard: 'Standard',
  bulk: 'Bulk',
} as const satisfies Record<RestoreTier, string>;

/** Blobs in a bucket of whatever speaks S3. Retries nothing: the caller's queue knows better when. */
export class S3Store implements BlobStore, Restorable {
  readonly #options: S3StoreOptions;
  readonly #calls: S3Calls;
  #opening: Promise<OpenedS3> | undefined;

  constructor(options: S3StoreOptions) {
    this.#options = options;
    this.#calls = new S3Calls(options);
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    assertBlobKey(key);
    // Where no condition guards the put, only a look before it keeps another blob from being lost.
    const look = this.#options.conditionalPuts === false ? { isNew: false } : {};
    await conditionalPut(await this.#objects(), { key, source }, { ...request, ...look });
  }

  async head(key: string): Promise<BlobStat | null> {
    assertBlobKey(key);
    const stat = await (await this.#objects()).stat(key);
    return stat === null ? null : { size: stat.size, crc64: stat.isProved ? stat.crc64 : null };
  }

  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    assertBlobKey(key);
    const wanted = range === undefined ? {} : { Range: httpRange(range) };
    const { client, sdk } = await this.#open();
    const command = new sdk.GetObjectCommand({
      Bucket: this.#options.bucket,
      Key: key,
      ...wanted,
    });
    const answer = await this.#calls.ask((abortSignal) => client.send(command, { abortSignal }));
    if (!(answer.Body instanceof Readable)) {
      throw new AppError('internal', 'a download without a stream');
    }
    const { host, timeouts } = this.#calls;
    return openRemoteReader(
      {
        host,
        content: answer.Body,
        contentLength: answer.ContentLength ?? 0,
        contentRange: answer.ContentRange,
        crc64: answer.Metadata?.['crc64'] ?? null,
        idleMs: timeouts.idleMs,
      },
      range,
    );
  }

  async delete(key: string): Promise<void> {
    assertBlobKey(key);
    const { client, sdk } = await this.#open();
    const command = new sdk.DeleteObjectCommand({ Bucket: this.#options.bucket, Key: key });
    await absentIfMissing(this.#calls.ask((abortSignal) => client.send(command, { abortSignal })));
  }

  async restore(
    key: string,
    { days, tier }: { readonly days: number; readonly tier: RestoreTier },
  ): Promise<void> {
    assertBlobKey(key);
    const { client, sdk } = await this.#open();
    const command = new sdk.RestoreObjectCommand({
      Bucket: this.#options.bucket,
      Key: key,
      RestoreRequest: { Days: days, GlacierJobParameters: { Tier: TIERS[tier] } },
    });
    try {
      await this.#calls.ask((abortSignal) => client.send(command, { abortSignal }));
    } catch (error) {
      // 409 RestoreAlreadyInProgress: what was asked for happens.
      if (!isAppError(error, 'already-exists')) throw error;
    }
  }

  async restoreState(key: string): Promise<RestoreState> {
    assertBlobKey(key);
    const { client, sdk } = await this.#open();
    const command = new sdk.HeadObjectCommand({ Bucket: this.#options.bucket, Key: key });
    const head = await this.#calls.ask((abortSignal) => client.send(command, { abortSignal }));
    return restoreStateOf({
      isFrozenClass: FROZEN_CLASSES.has(head.StorageClass ?? ''),
      restore: head.Restore ?? '',
    });
  }

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    const { client, sdk } = await this.#open();
    let token: string | undefined;
    do {
      const command = new sdk.ListObjectsV2Command({
        Bucket: this.#options.bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await this.#calls.ask((abortSignal) => client.send(command, { abortSignal }));
      for (const { Key, Size } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, size: Size ?? 0 };
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** Ends the kept connections. */
  async close(): Promise<void> {
    (await this.#opening)?.client.destroy();
  }

  #open(): Promise<OpenedS3> {
    this.#opening ??= openS3Client(this.#options);
    return this.#opening;
  }

  async #objects(): Promise<S3Objects> {
    return new S3Objects(await this.#open(), this.#calls, this.#options);
  }
}
