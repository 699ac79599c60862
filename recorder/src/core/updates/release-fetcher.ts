import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@workcompanion/core/errors';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import type { UpdateCode } from '@workcompanion/core/releases/update-report';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import { backoffMs } from '../backoff.ts';
import { freeBytes } from '../capture/disk-watch.ts';
import type { Clock } from '../clock.ts';
import { RequestFailure } from '../device/request-failure.ts';
import type { ServerClient } from '../device/server-client.ts';
import type { Log } from '../log.ts';
import { RateLimiter } from '../upload/rate-cap.ts';
import { downloadedBytes, downloadUpdate } from './download-update.ts';

const BACKOFF = { baseMs: 5_000, ceilingMs: 10 * 60_000 };

export interface ReleaseFetcherOptions {
  /** The recorder's data folder. */
  readonly folder: string;
  readonly client: ServerClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: () => Policy | null;
  readonly metered: () => boolean | null;
}

export interface FetchListener {
  /** Called each time another hundredth has arrived. */
  onBytes(bytes: number): void;
  /** Called when the file is whole and verified. */
  onWhole(file: string): Promise<void>;
  /** Called when the bytes are not those that the release states. */
  onMismatch(): void;
}

/** Downloads one release at a time. After a failure, a download may begin again only after a while. */
export class ReleaseFetcher {
  readonly #options: ReleaseFetcherOptions;
  readonly #folder: string;
  readonly #rate: RateLimiter;
  #download: { readonly version: string; readonly stop: AbortController } | null = null;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #notBefore = 0;

  constructor(options: ReleaseFetcherOptions) {
    this.#options = options;
    this.#folder = join(options.folder, 'updates');
    this.#rate = new RateLimiter(options.clock);
  }

  /** The version that is being downloaded; null when none is. */
  get version(): string | null {
    return this.#download?.version ?? null;
  }

  /** False for a while after a failure. */
  get mayBegin(): boolean {
    return this.#options.clock.monotonic() >= this.#notBefore;
  }

  waitReason(facts: ReleaseFacts): ReturnType<typeof waitReason> {
    const { policy, metered, clock } = this.#options;
    const now = clock.utc();
    return waitReason(facts, { folder: this.#folder, policy: policy(), metered: metered(), now });
  }

  begin(facts: ReleaseFacts, listener: FetchListener): void {
    const stop = new AbortController();
    this.#download = { version: facts.version, stop };
    this.#rate.setRate(this.#options.policy()?.upload.bytesPerSecond ?? null);
    this.#running = this.#fetch(facts, listener, stop.signal).finally(() => {
      if (this.#download?.stop === stop) this.#download = null;
    });
  }

  /** Stops the download; what has arrived is kept and continued later. */
  stop(): void {
    this.#download?.stop.abort();
  }

  async stopped(): Promise<void> {
    this.stop();
    await this.#running;
  }

  async #fetch(facts: ReleaseFacts, listener: FetchListener, signal: AbortSignal): Promise<void> {
    const { client } = this.#options;
    let shown = 0;
    const onBytes = (bytes: number) => {
      if (bytes < facts.bytes && bytes - shown < facts.bytes / 100) return;
      shown = bytes;
      listener.onBytes(bytes);
    };
    try {
      const options = { folder: this.#folder, client, rate: this.#rate, signal, onBytes };
      const file = await downloadUpdate(facts, options);
      this.#failures = 0;
      await listener.onWhole(file);
    } catch (error) {
      if (!signal.aborted) this.#failed(error, facts, listener);
    }
  }

  #failed(error: unknown, facts: ReleaseFacts, listener: FetchListener): void {
    const { clock, log } = this.#options;
    log.warn({ err: error, version: facts.version }, 'a release could not be fetched');
    if (isAppError(error, 'release-mismatch')) {
      listener.onMismatch();
      return;
    }
    this.#failures += 1;
    const asked = error instanceof RequestFailure ? (error.retryAfterMs ?? 0) : 0;
    const wait = Math.max(asked, backoffMs(this.#failures, BACKOFF));
    this.#notBefore = clock.monotonic() + wait * 1000;
  }
}

interface Circumstances {
  readonly folder: string;
  readonly policy: Policy | null;
  /** The network costs by the byte; null when that is not known. */
  readonly metered: boolean | null;
  /** UTC µs. */
  readonly now: number;
}

/** Three copies exist during an installation: the service makes two more. */
const COPIES = 3;

/** Why a release can't be downloaded now; null when it can. */
async function waitReason(
  facts: ReleaseFacts,
  { folder, policy, metered, now }: Circumstances,
): Promise<Extract<UpdateCode, `waits-for-${string}`> | null> {
  if (metered === true) return 'waits-for-network';
  if (!isScheduled(policy?.upload.schedule ?? null, now / 1000)) return 'waits-for-hours';
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const needed = facts.bytes * COPIES - (await downloadedBytes(folder, facts));
  const kept = policy?.storage.minimumFreeBytes ?? 0;
  return (await freeBytes(folder)) >= needed + kept ? null : 'waits-for-space';
}
