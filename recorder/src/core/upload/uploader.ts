import { MAX_JOURNAL_BATCH } from '@workcompanion/core/protocol/messages';
import type { QueueCategory, UploadQueue } from '../journal/upload-queue.ts';
import { ConnectionBackoff } from './connection-backoff.ts';
import { Delivery, type DeliveryOptions, type UploadWork } from './delivery.ts';

/** The queue is checked at least this often. */
const IDLE_MS = 30_000;
const LEAST_WAIT_MS = 10;

/**
 * Empties the queue. Failures of the connection (no network, an overloaded server) make all entries wait;
 * a failure of one entry makes that one wait or parks it. An entry counts as sent when its receipt was
 * checked and stored. Each step may run twice.
 */
export class Uploader {
  readonly #options: DeliveryOptions;
  readonly #connection = new ConnectionBackoff();
  readonly #delivery: Delivery;
  readonly #stopped = new AbortController();
  readonly #inFlight = new Map<number, QueueCategory>();
  #concurrency = 1;
  #segmentsOpen = true;
  #timer: NodeJS.Timeout | null = null;
  #whenDone: (() => void) | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#delivery = new Delivery(options, this.#connection);
  }

  /** When the last receipt came, UTC ms. */
  get lastSentAt(): number | null {
    return this.#delivery.lastSentAt;
  }

  /** The code of what prevents uploads; null when nothing does. */
  get problem(): string | null {
    return this.#connection.problem;
  }

  setConcurrency(concurrency: number): void {
    this.#concurrency = concurrency;
    this.wake();
  }

  /** Allows or stops the upload of segments; other entries are always sent. */
  openSegments(open: boolean): void {
    if (open === this.#segmentsOpen) return;
    this.#segmentsOpen = open;
    this.wake();
  }

  /** Called once before the first `wake`: refused entries are tried again. */
  resume(): void {
    this.#options.queue.tryAllAgain();
  }

  /** Sends what is due, for instance new entries. */
  wake(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#stopped.signal.aborted) return;
    const now = Date.now();
    if (now >= this.#connection.openAt) this.#startDue(now);
    if (this.#isDone()) this.#whenDone?.();
    this.#timer = setTimeout(() => this.wake(), this.#untilNext(now));
  }

  /** Called when the server answered another request. */
  connectionIsUp(): void {
    this.#connection.worked();
    this.wake();
  }

  /** Goes on for at most `graceMs` to empty the queue, then stops. */
  async stop(graceMs: number): Promise<void> {
    this.#connection.reopen();
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, graceMs);
      this.#whenDone = () => {
        clearTimeout(timeout);
        resolve();
      };
      this.wake();
    });
    this.#stopped.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #startDue(now: number): void {
    const next = () =>
      nextWork(this.#options.queue, this.#inFlight, {
        now,
        concurrency: this.#segmentsOpen ? this.#concurrency : 0,
      });
    for (let work = next(); work !== null; work = next()) this.#start(work);
  }

  #start(work: UploadWork): void {
    for (const { index } of work.entries) this.#inFlight.set(index, work.category);
    this.#delivery
      .deliver(work, this.#stopped.signal)
      .catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'the upload queue failed');
        this.#connection.failed(error, Date.now());
      })
      .finally(() => {
        for (const { index } of work.entries) this.#inFlight.delete(index);
        this.wake();
      });
  }

  /** Whether nothing is left to send, or the server does not answer. */
  #isDone(): boolean {
    if (this.#inFlight.size > 0) return false;
    return this.#connection.problem !== null || this.#options.queue.waitingCount() === 0;
  }

  #untilNext(now: number): number {
    const { openAt } = this.#connection;
    const next = openAt > now ? openAt : (this.#options.queue.nextDue(now) ?? now + IDLE_MS);
    return Math.max(Math.min(next - now, IDLE_MS), LEAST_WAIT_MS);
  }
}

/** The indices of entries that are being sent, with their categories. */
type InFlight = ReadonlyMap<number, QueueCategory>;

/**
 * Chooses what to send next. Deposited keys go first, since segments are refused without their keys. Then
 * one batch of entries without a body and one window track are sent beside several segments, oldest first.
 */
function nextWork(
  queue: UploadQueue,
  inFlight: InFlight,
  { now, concurrency }: { readonly now: number; readonly concurrency: number },
): UploadWork | null {
  const busy = (category: QueueCategory) =>
    [...inFlight.values()].filter((held) => held === category).length;
  const take = (category: QueueCategory, limit: number): UploadWork | null => {
    const entries = queue.due(category, { now, limit, inFlight: new Set(inFlight.keys()) });
    return entries.length === 0 ? null : { category, entries };
  };
  if (busy('deposits') > 0) return null;
  return (
    take('deposits', 1) ??
    (busy('others') === 0 ? take('others', MAX_JOURNAL_BATCH) : null) ??
    (busy('tracks') === 0 ? take('tracks', 1) : null) ??
    (busy('segments') < concurrency ? take('segments', 1) : null)
  );
}
