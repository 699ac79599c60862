import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { AppError, type ErrorCode, isAppError } from '../../errors.ts';
import type { BlobEntry, BlobReader, BlobStat, ByteRange, PutRequest } from '../blob-store.ts';
import { CircuitBreaker, type Pass } from '../cold-cache/circuit-breaker.ts';
import { type DiskSpace, readDisk } from '../read-disk.ts';
import type { RemoteStore } from '../remote/remote-store.ts';
import { AttemptFolder, isResumable } from './attempt-folder.ts';
import {
  type HotStore,
  type HotUpload,
  type KeptPart,
  type StagedBlob,
  staysWithoutRow,
} from './hot-store.ts';

type OneSegment = Pick<HotUpload, 'device' | 'segment'>;

/** What a store takes of metadata in all is 2 KB. */
const MOST_STATEMENT_CHARACTERS = 1_800;
const RETRY_AFTER_SECONDS = 5;
/** Room does not come within seconds. */
const FULL_SECONDS = 60;

/**
 * The hot store in a bucket. A body goes straight there, under its final key, and the store gets its end
 * only when all was proved: an object that is complete is right, and of the content that its key tells.
 * Large bodies wait for their end on this node's disk; what is left of one that broke off becomes an
 * object of its own, never written again, from which any node goes on.
 */
export class BucketHotStore implements HotStore {
  readonly #store: RemoteStore;
  readonly #folder: string;
  readonly #attempts: AttemptFolder;
  /** Nobody sends a body to a store that would not take it. */
  readonly #breaker = new CircuitBreaker({
    now: () => performance.now(),
    onChange: () => {},
  });

  /** `folder`: on this node, for the large ones while they come. */
  constructor(store: RemoteStore, folder: string) {
    this.#store = store;
    this.#folder = folder;
    this.#attempts = new AttemptFolder(folder);
  }

  get trouble(): ErrorCode | null {
    const { reach } = this.#breaker;
    return reach.kind === 'down' ? reach.reason : null;
  }

  async stage(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<StagedBlob> {
    if (isResumable(upload)) await this.#stageLarge(upload, body);
    else await this.#put(upload, body);
    return {
      publish: () => this.#publish(upload),
      discard: async () => {},
      discardAll: async () => {
        if (isResumable(upload)) await this.discardParts(upload);
      },
    };
  }

  async keptPart(of: OneSegment): Promise<KeptPart | null> {
    let longest: KeptPart | null = null;
    for await (const { key, size } of this.#store.list(keptFolder(of))) {
      if (size > (longest?.bytes ?? 0)) longest = { path: key, bytes: size };
    }
    return longest;
  }

  /** A kept part is an object that nobody writes again: two may go on from it, and the row decides. */
  async *takeOver({ path, bytes }: KeptPart): AsyncGenerator<Uint8Array> {
    let reader: BlobReader;
    try {
      reader = await this.#store.read(path, { start: 0, end: bytes });
    } catch (cause) {
      if (!isAppError(cause, 'blob-missing')) throw cause;
      throw new AppError('upload-offset-mismatch', 'Another request goes on with it.', { cause });
    }
    yield* reader.chunks();
  }

  async discardParts(of: OneSegment): Promise<void> {
    for await (const { key } of this.#store.list(keptFolder(of))) await this.#store.delete(key);
  }

  async writtenAt(key: string): Promise<number | null> {
    return (await this.#store.stat(key))?.writtenAtMs ?? null;
  }

  async statementOf(key: string): Promise<string | null> {
    return (await this.#store.stat(key))?.statement ?? null;
  }

  async removeAttempts(beforeMs: number): Promise<number> {
    let removed = await this.#attempts.removeOlder(beforeMs);
    for await (const { key } of this.#store.list(KEPT_PARTS)) {
      const written = await this.writtenAt(key);
      if (written === null || written >= beforeMs) continue;
      await this.#store.delete(key);
      removed += 1;
    }
    return removed;
  }

  needsDisk(bytes: number): boolean {
    return isResumable({ bytes });
  }

  async disk(): Promise<DiskSpace> {
    await mkdir(this.#folder, { recursive: true });
    return await readDisk(this.#folder);
  }

  put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    return this.#store.put(key, source, request);
  }

  head(key: string): Promise<BlobStat | null> {
    return this.#store.head(key);
  }

  read(key: string, range?: ByteRange): Promise<BlobReader> {
    return this.#store.read(key, range);
  }

  delete(key: string): Promise<void> {
    return this.#store.delete(key);
  }

  list(prefix: string): AsyncIterable<BlobEntry> {
    return this.#store.list(prefix);
  }

  /** Ends the kept connections. */
  close(): Promise<void> {
    return this.#store.close();
  }

  /** What the body throws is its sender's; what the store says is no fault of theirs. */
  async #put(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<void> {
    const { key, bytes: size, md5 } = upload;
    const source = new ToldSource(body);
    const isKept = upload.statement.length <= MOST_STATEMENT_CHARACTERS;
    const statement = isKept ? upload.statement : null;
    const pass = this.#enter();
    try {
      await this.#store.putNamed(key, source, { size, md5, statement });
      pass.succeeded();
    } catch (cause) {
      if (source.failure !== null) {
        pass.dropped();
        throw cause;
      }
      pass.failed(cause);
      throw refusal(cause, RETRY_AFTER_SECONDS);
    }
  }

  /** Throws `storage-full` or `unavailable` while the store is known to take nothing. */
  #enter(): Pass {
    const { reach } = this.#breaker;
    try {
      return this.#breaker.enter();
    } catch (cause) {
      if (reach.kind === 'up') throw cause;
      const seconds = Math.max(1, Math.ceil(reach.retryInMs / 1000));
      throw refusal(new AppError(reach.reason, 'It was asked lately.', { cause }), seconds);
    }
  }

  async #stageLarge(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<void> {
    // Before minutes of receiving; only what is whole is the try that decides.
    if (this.#breaker.reach.kind === 'down') this.#enter().dropped();
    await mkdir(this.#folder, { recursive: true });
    let path: string;
    try {
      path = await this.#attempts.write(upload, body);
    } catch (error) {
      if (isAppError(error, 'truncated-body')) await this.#keepPart(upload);
      throw error;
    }
    try {
      await this.#put(upload, createReadStream(path));
    } finally {
      await this.#attempts.discardAll(path, upload);
    }
  }

  async #keepPart(upload: HotUpload): Promise<void> {
    const part = await this.#attempts.longest(upload);
    if (part === null) return;
    const { path, bytes: size } = part;
    const end = size - 1;
    const hash = createHash('md5');
    for await (const chunk of createReadStream(path, { end })) hash.update(chunk);
    const key = `${keptFolder(upload)}${randomUUID()}`;
    const whole = { size, md5: hash.digest('hex'), statement: null };
    await this.#store.putNamed(key, createReadStream(path, { end }), whole);
    await this.#attempts.discardAll(path, upload);
  }

  /** The object is there since `stage`: only what is old enough may have been removed for want of a row. */
  async #publish({ key, segment, bytes }: HotUpload): Promise<'published'> {
    if (staysWithoutRow(segment)) return 'published';
    if ((await this.#store.stat(key))?.size === bytes) return 'published';
    throw new AppError('unavailable', `The bytes of segment ${segment} went away.`, {
      retryAfterSeconds: 1,
    });
  }
}

/** Whatever the store said, its sender has done nothing wrong and comes again. */
function refusal(cause: unknown, retryAfterSeconds: number): AppError {
  const isFull = isAppError(cause, 'storage-full');
  const words = isFull ? 'is full' : 'did not take it';
  return new AppError(
    isFull ? 'storage-full' : 'unavailable',
    `The store of new recordings ${words}.`,
    {
      cause,
      retryAfterSeconds: isFull ? Math.max(FULL_SECONDS, retryAfterSeconds) : retryAfterSeconds,
    },
  );
}

/** Not the name of any device: no segment lies there. */
export const KEPT_PARTS = 'incoming/';

function keptFolder({ device, segment }: OneSegment): string {
  return `${KEPT_PARTS}${device}/${segment}/`;
}

/** A body that remembers that it was its own end. */
class ToldSource implements AsyncIterable<Uint8Array> {
  readonly #body: AsyncIterable<Uint8Array>;
  failure: unknown = null;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#body = body;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#body;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
