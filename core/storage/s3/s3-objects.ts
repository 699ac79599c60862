import { createHash } from 'node:crypto';
import type { PutObjectCommandInput, StorageClass } from '@aws-sdk/client-s3';
import { AppError } from '../../errors.ts';
import type { PutRequest } from '../blob-store.ts';
import { absentIfMissing } from '../remote/absent-if-missing.ts';
import type { ConditionalStore, PutCondition, RemoteStat } from '../remote/conditional-put.ts';
import type { OpenedS3 } from './open-s3-client.ts';
import type { S3Calls } from './s3-calls.ts';
import type { S3StoreOptions } from './s3-store-options.ts';
import { UploadGuard } from './upload-guard.ts';

/** `isProved`: the store itself has reckoned that it is the blob of `crc64`. */
interface S3Stat extends RemoteStat {
  readonly isProved: boolean;
}

/**
 * The two requests of a conditional put, as S3 has them. S3 knows no CRC-64/ECMA: the sum goes along
 * as metadata, with the MD5 if we have it. It tells which blob somebody has put there; what is stored it
 * proves only where the store's own ETag has that MD5.
 */
export class S3Objects implements ConditionalStore {
  readonly #opened: OpenedS3;
  readonly #calls: S3Calls;
  readonly #options: S3StoreOptions;

  constructor(opened: OpenedS3, calls: S3Calls, options: S3StoreOptions) {
    this.#opened = opened;
    this.#calls = calls;
    this.#options = options;
  }

  async stat(key: string): Promise<S3Stat | null> {
    const { client, sdk } = this.#opened;
    const command = new sdk.HeadObjectCommand({ Bucket: this.#options.bucket, Key: key });
    const head = await absentIfMissing(
      this.#calls.ask((abortSignal) => client.send(command, { abortSignal })),
    );
    if (head === null) return null;
    const { crc64, md5 } = head.Metadata ?? {};
    const stored = etagMd5(head);
    const agrees = md5 === undefined || stored === null || md5 === stored;
    return {
      size: head.ContentLength ?? 0,
      crc64: agrees ? (crc64 ?? null) : null,
      etag: head.ETag ?? '',
      isProved: stored !== null && md5 === stored,
    };
  }

  async write(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { request, condition }: { readonly request: PutRequest; readonly condition: PutCondition },
  ): Promise<void> {
    const hash = createHash('md5');
    const source = request.md5 === undefined ? hashed(body, hash) : body;
    const answer = await this.#send(source, request, {
      Bucket: this.#options.bucket,
      Key: key,
      ...this.#inputOf(request),
      ...this.#inputFor(condition),
    });
    const sent = request.md5 ?? hash.digest('hex');
    const stored = etagMd5(answer);
    if (stored !== null && stored !== sent) {
      throw new AppError(
        'digest-mismatch',
        `the store took other bytes for ${key} than were sent`,
        {
          details: { key, sentMd5: sent, storedMd5: stored },
        },
      );
    }
  }

  async #send(
    source: AsyncIterable<Uint8Array>,
    { signal, size }: PutRequest,
    input: PutObjectCommandInput,
  ) {
    const { client, sdk } = this.#opened;
    const { host, timeouts } = this.#calls;
    const guard = new UploadGuard(source, { host, idleMs: timeouts.idleMs });
    const Body = size === 0 ? await drained(guard) : guard.body;
    const command = new sdk.PutObjectCommand({ ...input, Body });
    const signals = [guard.signal, ...(signal === undefined ? [] : [signal])];
    try {
      return await this.#calls.run((abortSignal) => client.send(command, { abortSignal }), {
        limitMs: timeouts.totalMs,
        signals,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw guard.failure === undefined ? error : guard.failure.error;
    } finally {
      guard.end();
    }
  }

  #inputOf({ size, crc64, md5 }: PutRequest) {
    const { storageClass } = this.#options;
    return {
      ContentLength: size,
      ContentType: 'application/octet-stream',
      Metadata: { crc64, ...(md5 === undefined ? {} : { md5 }) },
      ...(md5 === undefined ? {} : { ContentMD5: Buffer.from(md5, 'hex').toString('base64') }),
      ...(storageClass === undefined ? {} : { StorageClass: knownClass(storageClass) }),
    };
  }

  #inputFor(condition: PutCondition) {
    if (this.#options.conditionalPuts === false) return {};
    return condition.kind === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.etag };
  }
}

/** Safe: to the SDK it is text; servers have classes of their own. */
function knownClass(storageClass: string): StorageClass {
  return storageClass as StorageClass;
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

/** An empty stream would be sent without a length, which S3 refuses; but its source may still fail. */
async function drained(guard: UploadGuard): Promise<Uint8Array> {
  try {
    for await (const _ of guard.body);
  } catch (error) {
    throw guard.failure === undefined ? error : guard.failure.error;
  }
  return new Uint8Array();
}

/**
 * The MD5 in an ETag, in hex; null where it is another thing: of multipart uploads, and of objects
 * that the store encrypts with keys of a key service.
 */
function etagMd5({
  ETag,
  ServerSideEncryption,
}: {
  readonly ETag?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
}): string | null {
  if (ServerSideEncryption !== undefined && ServerSideEncryption !== 'AES256') return null;
  return /^"?([0-9a-f]{32})"?$/.exec(ETag ?? '')?.[1] ?? null;
}
