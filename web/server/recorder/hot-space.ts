import { AppError } from '@workcompanion/core/errors';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { desc, gte } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

const RETRY_AFTER_SECONDS = 60;
/** A reading serves the uploads of so long. */
const READING_LASTS_MS = 1_000;
/** µs. An older level is that of workers that no longer run: then the disk alone decides. */
const LEVEL_LASTS = 120_000_000;

interface Reading {
  readonly freeBytes: number;
  /** The workers' watch over the disk has decided that uploads wait. */
  readonly isRefusing: boolean;
}

type SpaceContext = Pick<ServerContext, 'db' | 'config' | 'hot' | 'now' | 'stores'>;

/**
 * Whether the disk of the segments has room for an upload. Asked before its body is read and never
 * again: what is under way comes to its end.
 */
export class HotSpace {
  #reading: Promise<Reading> | null = null;
  #startedAt = 0;

  /** Throws `unavailable` while that disk is not mounted, and `storage-full` while the disk could not hold `bytes` more and keep its reserve. */
  async assertRoom(ctx: SpaceContext, bytes: number): Promise<void> {
    const { freeBytes, isRefusing } = await this.#read(ctx);
    if (!isRefusing && freeBytes - bytes >= ctx.config.hotMinimumFreeBytes) return;
    throw new AppError('storage-full', 'The disk of the server is nearly full: try again later.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  #read(ctx: SpaceContext): Promise<Reading> {
    const now = performance.now();
    if (this.#reading !== null && now - this.#startedAt < READING_LASTS_MS) return this.#reading;
    this.#startedAt = now;
    this.#reading = takeReading(ctx);
    return this.#reading;
  }
}

async function takeReading({ db, hot, now, stores }: SpaceContext): Promise<Reading> {
  await stores.hot.assertOurs();
  const [freeBytes, refusing] = await Promise.all([
    hot.freeBytes(),
    db
      .select({ level: storageSamples.level })
      .from(storageSamples)
      .where(gte(storageSamples.at, now() - LEVEL_LASTS))
      .orderBy(desc(storageSamples.at))
      .limit(1),
  ]);
  return {
    freeBytes: freeBytes ?? Infinity,
    isRefusing: refusing[0]?.level === 'refuse',
  };
}
