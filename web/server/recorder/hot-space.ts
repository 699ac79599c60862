import { hostname } from 'node:os';
import { AppError } from '@workcompanion/core/errors';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import {
  notePressures,
  pressureOf,
  type StorePressure,
} from '@workcompanion/db/stores/store-pressure';
import { desc, gte } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

const RETRY_AFTER_SECONDS = 60;
/** A reading serves the uploads of so long. */
const READING_LASTS_MS = 1_000;
/** So often others are told what has not changed. */
const NOTE_EVERY_MS = 30_000;
/** µs. An older level is that of workers that no longer run: then the disk alone decides. */
const LEVEL_LASTS = 120_000_000;
const NODE = `${hostname()}:${process.pid}`;

interface Reading {
  /** On the disk of this node that bodies come to. */
  readonly freeBytes: number;
  /** The workers' watch over the hot store has decided that uploads wait. */
  readonly isRefusing: boolean;
}

type SpaceContext = Pick<ServerContext, 'db' | 'config' | 'hot' | 'now' | 'stores' | 'log'>;

/**
 * Whether the hot store has room for an upload. Asked before its body is read and never again: what is
 * under way comes to its end.
 */
export class HotSpace {
  #reading: Promise<Reading> | null = null;
  #startedAt = 0;
  #noted: StorePressure | null = null;
  #notedAt = 0;

  /**
   * Throws `unavailable` while the store is not there, and `storage-full` while it could not hold
   * `bytes` more and keep its reserve.
   */
  async assertRoom(ctx: SpaceContext, bytes: number): Promise<void> {
    const { freeBytes, isRefusing } = await this.#read(ctx);
    const isShort = ctx.hot.needsDisk(bytes) && freeBytes - bytes < ctx.config.hotMinimumFreeBytes;
    if (!isRefusing && !isShort) return;
    throw new AppError('storage-full', 'The server is nearly full: try again later.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  #read(ctx: SpaceContext): Promise<Reading> {
    const now = performance.now();
    if (this.#reading !== null && now - this.#startedAt < READING_LASTS_MS) return this.#reading;
    this.#startedAt = now;
    this.#reading = this.#takeReading(ctx);
    return this.#reading;
  }

  async #takeReading(ctx: SpaceContext): Promise<Reading> {
    const { db, hot, now, stores } = ctx;
    await stores.hot.assertOurs();
    const [disk, refusing] = await Promise.all([
      hot.disk(),
      db
        .select({ level: storageSamples.level })
        .from(storageSamples)
        .where(gte(storageSamples.at, now() - LEVEL_LASTS))
        .orderBy(desc(storageSamples.at))
        .limit(1),
    ]);
    const found = pressureOf({
      store: 'hot',
      node: NODE,
      at: now(),
      disk,
      reserveBytes: ctx.config.hotMinimumFreeBytes,
      trouble: hot.trouble,
    });
    await this.#note(ctx, found);
    return { freeBytes: disk.freeBytes, isRefusing: refusing[0]?.level === 'refuse' };
  }

  /** Tells the page and the alarms of all nodes, once for a while unless something has changed. */
  async #note({ db, log }: SpaceContext, found: StorePressure): Promise<void> {
    const isNews = this.#noted?.level !== found.level || this.#noted.cause !== found.cause;
    const now = performance.now();
    if (!isNews && now - this.#notedAt < NOTE_EVERY_MS) return;
    this.#noted = found;
    this.#notedAt = now;
    // An upload is not refused because nobody could be told.
    await notePressures(db, [found]).catch((err: unknown) =>
      log.warn({ err }, 'the state of the hot store could not be noted'),
    );
  }
}
