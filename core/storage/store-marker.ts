import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SegmentDigest } from '../crypto/segment-digest.ts';
import { AppError } from '../errors.ts';
import { makeFolder, renameDurably } from '../files/durable-folder.ts';
import { systemErrorCode } from '../files/system-error.ts';
import { STORE_NAMES, type StoreName } from '../fleet/store-name.ts';
import { type BlobStore, blobPath } from './blob-store.ts';

/**
 * Whose a store is. `missing`: its folder is not there. `unmarked`: nobody has taken it into use, as an
 * empty mount point. `foreign`: another installation's, or another of our stores.
 */
export const STORE_STATES = ['ours', 'missing', 'unmarked', 'foreign', 'not-looked-at'] as const;
export type StoreState = (typeof STORE_STATES)[number];

/** Says in a store whose it is, so that one that is not mounted is never taken for one that lost all. */
export interface StoreMarker {
  readonly name: StoreName;
  look(): Promise<StoreState>;
  /** From a look that is a second old at most. */
  state(): Promise<StoreState>;
  /** By `state`. Throws `unavailable` for any other state than `ours`. */
  assertOurs(): Promise<void>;
  /** Makes the store ours. */
  write(): Promise<void>;
  /** Whether this blob lies there. */
  holds(key: string): Promise<boolean>;
}

/** Hidden, and so in no list. */
export const FOLDER_MARKER = '.workcompanion-store';
/** The id stands in the key: in a class that must be restored first, no content can be read. */
export const BLOB_MARKER_PREFIX = 'workcompanion-store-';

const LOOK_LASTS_MS = 1_000;
const BUCKET_LOOK_LASTS_MS = 60_000;
const RETRY_AFTER_SECONDS = 10;

const FolderMarking = z.object({ installation: z.string(), store: z.enum(STORE_NAMES) });

export interface Owner {
  readonly name: StoreName;
  /** The id of the installation. */
  readonly installation: string;
}

abstract class RememberedLook {
  readonly name: StoreName;
  readonly installation: string;
  #last: Promise<StoreState> | null = null;
  #lookedAt = 0;

  constructor({ name, installation }: Owner) {
    this.name = name;
    this.installation = installation;
  }

  abstract look(): Promise<StoreState>;

  async assertOurs(): Promise<void> {
    const state = await this.state();
    if (state === 'ours') return;
    throw new AppError('unavailable', `The store "${this.name}" is ${WORDS[state]}.`, {
      details: { store: this.name, state },
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  state(): Promise<StoreState> {
    const now = performance.now();
    if (this.#last !== null && now - this.#lookedAt < LOOK_LASTS_MS) return this.#last;
    this.#lookedAt = now;
    this.#last = this.look();
    return this.#last;
  }
}

const WORDS = {
  missing: 'not there: is its disk mounted?',
  unmarked: 'not marked as ours: is its disk mounted?',
  foreign: 'marked as another store, or another installation’s',
  'not-looked-at': 'out of reach',
} as const satisfies Record<Exclude<StoreState, 'ours'>, string>;

/** The marker of a store in a folder. */
export class FolderMarker extends RememberedLook implements StoreMarker {
  readonly #root: string;

  constructor(root: string, owner: Owner) {
    super(owner);
    this.#root = root;
  }

  async look(): Promise<StoreState> {
    try {
      const text = await readFile(
        join(/*turbopackIgnore: true*/ this.#root, FOLDER_MARKER),
        'utf8',
      );
      const { installation, store } = FolderMarking.parse(JSON.parse(text));
      return installation === this.installation && store === this.name ? 'ours' : 'foreign';
    } catch (error) {
      const code = systemErrorCode(error);
      // What is there and can't be understood is not ours.
      if (code === undefined) return 'foreign';
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return 'not-looked-at';
    }
    return (await isThere(this.#root)) ? 'unmarked' : 'missing';
  }

  async write(): Promise<void> {
    await makeFolder(this.#root, 0o700);
    const marking = { installation: this.installation, store: this.name };
    const unfinished = join(this.#root, `${FOLDER_MARKER}-${randomUUID()}`);
    try {
      await writeFile(unfinished, `${JSON.stringify(marking)}\n`, { flush: true });
      await renameDurably(unfinished, join(this.#root, FOLDER_MARKER));
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  holds(key: string): Promise<boolean> {
    return isThere(blobPath(this.#root, key));
  }
}

/** None without an installation: nobody is asked whose the folder is. */
export function folderMarker(
  root: string,
  { name, installation }: { readonly name: StoreName; readonly installation: string | undefined },
): FolderMarker | undefined {
  return installation === undefined ? undefined : new FolderMarker(root, { name, installation });
}

/**
 * The marker of a bucket. A bucket is never unmounted, and one out of reach is still whose it was; but it
 * may be emptied, or made anew: it is looked at again each minute.
 */
export class BlobMarker extends RememberedLook implements StoreMarker {
  readonly #store: BlobStore;
  readonly #nowMs: () => number;
  #isOurs = false;
  #oursUntilMs = Number.NEGATIVE_INFINITY;

  /** `nowMs`: any clock that only goes forward. */
  constructor(store: BlobStore, owner: Owner, nowMs = () => performance.now()) {
    super(owner);
    this.#store = store;
    this.#nowMs = nowMs;
  }

  async look(): Promise<StoreState> {
    if (this.#nowMs() < this.#oursUntilMs) return 'ours';
    try {
      this.#isOurs = await this.holds(this.#key);
      if (this.#isOurs) {
        this.#oursUntilMs = this.#nowMs() + BUCKET_LOOK_LASTS_MS;
        return 'ours';
      }
      for await (const _ of this.#store.list(BLOB_MARKER_PREFIX)) return 'foreign';
      return 'unmarked';
    } catch {
      return this.#isOurs ? 'ours' : 'not-looked-at';
    }
  }

  async write(): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify({ installation: this.installation })}\n`);
    const digest = new SegmentDigest();
    digest.update(bytes);
    const { crc64, md5 } = digest.finish();
    const source = async function* () {
      yield bytes;
    };
    await this.#store.put(this.#key, source(), { size: bytes.length, crc64, md5 });
  }

  async holds(key: string): Promise<boolean> {
    return (await this.#store.head(key)) !== null;
  }

  get #key(): string {
    return BLOB_MARKER_PREFIX + this.installation;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
