import { isAppError } from '../../errors.ts';
import { type BlobReader, type BlobStore, type ByteRange, checkedRange } from '../blob-store.ts';
import { CacheFolder } from './cache-folder.ts';
import { CacheIndex } from './cache-index.ts';
import { DamageRecord } from './damage-record.ts';
import { closing, DirectReads, isFarAhead, once } from './direct-reads.ts';
import { FetchQueue } from './fetch-queue.ts';
import { GrowingFileReader, WriteBehind } from './growing-file.ts';
import { type ArrivalCheck, type CataloguedBlob, Hydration } from './hydration.ts';

export interface ColdRead {
  readonly blob: CataloguedBlob;
  readonly range?: ByteRange | undefined;
  /** Where it is fetched from; the archive if not given. */
  readonly source?: Pick<BlobStore, 'read'> | undefined;
  /** Proves the whole while it is fetched; without one, its CRC-64 is held against the catalogue's. */
  readonly check?: (() => ArrivalCheck) | undefined;
  /** Who wants it: viewers take turns where there is a queue. */
  readonly viewer: string;
  /** Aborted when the viewer leaves; it closes the reader too. */
  readonly signal?: AbortSignal | undefined;
}

export interface ColdCacheOptions {
  readonly folder: string;
  readonly capacityBytes: number;
  readonly archive: Pick<BlobStore, 'read'>;
  /** What went wrong without harm to any reader. */
  readonly onProblem: (error: unknown, key: string) => void;
}

export interface ColdCacheState {
  readonly count: number;
  readonly storedBytes: number;
  readonly capacityBytes: number;
  readonly fetching: number;
}

const FETCHES_AT_ONCE = 4;
/** A segment of the default length is 1 to 5 MB: its viewer need not wait for the disk. */
const WRITE_BEHIND_BYTES = 64 * 1024 * 1024;
/** After the disk proved full, nothing is cached for so long. */
const FULL_MS = 60_000;

/**
 * Reads blobs of remote stores through a folder of whole, checked copies. What is not there is fetched once
 * for all who want it, and they read while it comes; nobody gets the end of what proves to be another
 * blob than the catalogue's.
 */
export class ColdCache {
  readonly #options: ColdCacheOptions;
  readonly #folder: CacheFolder;
  readonly #index: CacheIndex;
  readonly #queue = new FetchQueue(FETCHES_AT_ONCE);
  readonly #memory = new WriteBehind(WRITE_BEHIND_BYTES);
  readonly #direct: DirectReads;
  readonly #hydrations = new Map<string, Hydration>();
  readonly #damage = new DamageRecord(() => performance.now());
  /** On their way, and not to be kept. */
  readonly #unwanted = new Set<string>();
  /** How many read a key. */
  readonly #readers = new Map<string, number>();
  #fullUntilMs = 0;

  private constructor(options: ColdCacheOptions, folder: CacheFolder) {
    this.#options = options;
    this.#folder = folder;
    this.#index = new CacheIndex(options.capacityBytes);
    this.#direct = new DirectReads(options.archive);
  }

  /** Finds what earlier processes cached, removes what they left half-done, and what is too much. */
  static async open(options: ColdCacheOptions): Promise<ColdCache> {
    const folder = new CacheFolder(options.folder);
    const cache = new ColdCache(options, folder);
    for (const { key, size } of await folder.open()) cache.#index.add(key, size);
    cache.#makeRoom(0);
    return cache;
  }

  get state(): ColdCacheState {
    const { count, storedBytes } = this.#index;
    const { capacityBytes } = this.#options;
    return { count, storedBytes, capacityBytes, fetching: this.#hydrations.size };
  }

  has(key: string): boolean {
    return this.#index.has(key);
  }

  /** The keys of all that is kept, or on its way. */
  keys(): string[] {
    return [...this.#index.keys(), ...this.#hydrations.keys()];
  }

  /** Forgets a copy, damaged or of what was destroyed: the next who wants it has it fetched anew. */
  async discard(key: string): Promise<void> {
    if (this.#hydrations.has(key)) this.#unwanted.add(key);
    this.#index.remove(key);
    await this.#folder.remove(key);
  }

  /**
   * Throws what the archive throws (`unavailable`, `blob-missing`, `restore-needed`…), and
   * `digest-mismatch` for what proved again and again to be another blob; later, a reader's chunks may.
   */
  async read(request: ColdRead): Promise<BlobReader> {
    const { blob, range, signal } = request;
    signal?.throwIfAborted();
    checkedRange(blob.size, range);
    const reader = (await this.#readCached(request)) ?? (await this.#readArchived(request));
    if (signal?.aborted === true) await reader.close();
    else signal?.addEventListener('abort', () => void reader.close(), { once: true });
    return reader;
  }

  async #readCached({ blob, range }: ColdRead): Promise<BlobReader | null> {
    if (!this.#index.has(blob.key)) return null;
    const leave = this.#enter(blob.key);
    try {
      const reader = await this.#folder.read(blob.key, range);
      if (reader.size === blob.size) {
        this.#index.touch(blob.key);
        return closing(reader, leave);
      }
      await reader.close();
    } catch (error) {
      if (!isAppError(error, 'blob-missing') && !isAppError(error, 'range-not-satisfiable')) {
        leave();
        throw error;
      }
    }
    leave();
    this.#index.remove(blob.key);
    return null;
  }

  async #readArchived(request: ColdRead): Promise<BlobReader> {
    const { blob, range } = request;
    request.signal?.throwIfAborted();
    this.#damage.assertNone(damageKey(request));
    const running = this.#hydrations.get(blob.key);
    if (range !== undefined && isFarAhead(range.start, running?.readableBytes ?? 0)) {
      const direct = this.#direct.tryRead(request);
      if (direct !== null) return await direct;
    }
    const hydration = running ?? this.#start(request);
    return hydration === null
      ? await this.#direct.read(request)
      : await this.#follow(hydration, request);
  }

  async #follow(
    hydration: Hydration,
    { blob, range, viewer, signal }: ColdRead,
  ): Promise<BlobReader> {
    const file = hydration.join(viewer);
    const leaveKey = this.#enter(blob.key);
    const leave = once(() => {
      leaveKey();
      hydration.leave();
    });
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const whole = await file;
      signal?.throwIfAborted();
      return new GrowingFileReader(whole, {
        range: checkedRange(blob.size, range),
        isProved: hydration.isProved,
        onClose: leave,
      });
    } catch (error) {
      leave();
      throw error;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Null when there is no room for it. */
  #start(request: ColdRead): Hydration | null {
    const { blob, viewer, source = this.#options.archive } = request;
    const { key, size } = blob;
    if (performance.now() < this.#fullUntilMs || !this.#makeRoom(size)) return null;
    const temporary = this.#folder.temporary();
    const hydration: Hydration = new Hydration(blob, {
      archive: source,
      queue: this.#queue,
      pieces: this.#folder.pieces,
      memory: this.#memory,
      check: request.check ?? null,
      temporary,
      publish: () => this.#folder.publish(temporary, key),
      onClosed: () => {
        if (this.#hydrations.get(key) === hydration) this.#hydrations.delete(key);
      },
      onEnd: (error) => this.#end(request, error),
      onUnkept: (error) => this.#options.onProblem(error, key),
    });
    this.#hydrations.set(key, hydration);
    void hydration.run(viewer);
    return hydration;
  }

  #end(request: ColdRead, error: unknown): void {
    const { key, size } = request.blob;
    this.#index.unreserve(size);
    const isUnwanted = this.#unwanted.delete(key);
    if (error === null) {
      this.#index.add(key, size);
      this.#damage.forget(damageKey(request));
      if (isUnwanted) {
        this.discard(key).catch((failure: unknown) => this.#options.onProblem(failure, key));
      }
      return;
    }
    if (isAppError(error, 'digest-mismatch')) this.#damage.note(damageKey(request), error);
    else if (isAppError(error, 'storage-full')) this.#fullUntilMs = performance.now() + FULL_MS;
    else return;
    this.#options.onProblem(error, key);
  }

  #makeRoom(bytes: number): boolean {
    const victims = this.#index.reserve(bytes, (key) => this.#readers.has(key));
    if (victims === null) return false;
    for (const key of victims) {
      this.#folder.remove(key).catch((error: unknown) => this.#options.onProblem(error, key));
    }
    return true;
  }

  /** Keeps a key from being evicted until what it returns is called. */
  #enter(key: string): () => void {
    this.#readers.set(key, (this.#readers.get(key) ?? 0) + 1);
    return once(() => {
      const left = (this.#readers.get(key) ?? 1) - 1;
      if (left > 0) this.#readers.set(key, left);
      else this.#readers.delete(key);
    });
  }
}

/** One store may have damaged what another has as it was. */
function damageKey({ blob, source }: ColdRead): string {
  return source === undefined ? blob.key : `elsewhere ${blob.key}`;
}
