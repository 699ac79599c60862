import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import { isMissing } from '@workcompanion/core/files/system-error';
import { type Backoff, backoffMs } from '../backoff.ts';
import { RequestFailure } from '../device/request-failure.ts';
import type { QueueCategory, QueuedEntry, UploadQueue } from '../journal/upload-queue.ts';
import type { Log } from '../log.ts';
import { type ConnectionBackoff, failureCode, judgeFailure } from './connection-backoff.ts';
import { checkReceipt, type ReceiptCheck, receiptOf } from './receipt-check.ts';
import {
  damaged,
  type KeylessSender,
  type SegmentSender,
  sendSegment,
  sendStatement,
  sendWithoutKey,
} from './send-segment.ts';

const ENTRY_BACKOFF: Backoff = { baseMs: 1_000, ceilingMs: 5 * 60_000 };

export interface DeliveryOptions extends SegmentSender, KeylessSender {
  readonly queue: UploadQueue;
  readonly receipts: ReceiptCheck;
  readonly log: Log;
  /** Called when entries were refused for good, with the code. */
  readonly onRefused?: (code: string) => void;
}

export interface UploadWork {
  readonly category: QueueCategory;
  readonly entries: readonly QueuedEntry[];
}

/** Sends entries and notes the result of each, independently of the others. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #connection: ConnectionBackoff;
  #lastSentAt: number | null = null;

  constructor(options: DeliveryOptions, connection: ConnectionBackoff) {
    this.#options = options;
    this.#connection = connection;
  }

  /** When the last receipt came, UTC ms. */
  get lastSentAt(): number | null {
    return this.#lastSentAt;
  }

  async deliver({ category, entries }: UploadWork, signal: AbortSignal): Promise<void> {
    if (category === 'others') return this.#sendBatch(entries, signal);
    for (const entry of entries) {
      await this.#attempt(entry, signal, () =>
        category === 'deposits'
          ? this.#options.client.depositKey(entry.statement)
          : this.#sendFile(category, entry, signal).catch((problem: unknown) =>
              sendWithoutKey(this.#options, entry, problem),
            ),
      );
    }
  }

  #sendFile(
    category: 'segments' | 'tracks',
    entry: QueuedEntry,
    signal: AbortSignal,
  ): Promise<string> {
    return category === 'tracks'
      ? sendWindowTrack(this.#options, entry, signal)
      : sendSegment(this.#options, entry, signal);
  }

  async #sendBatch(entries: readonly QueuedEntry[], signal: AbortSignal): Promise<void> {
    const { client } = this.#options;
    const answer = client.sendJournal(entries.map(({ statement }) => statement));
    const results = await answer.catch((error: unknown) => {
      this.#failed(entries, error, signal);
    });
    if (results === undefined) return;
    for (const [position, entry] of entries.entries()) {
      await this.#attempt(entry, signal, async () => {
        return receiptOf(results[position]);
      });
    }
  }

  async #attempt(
    entry: QueuedEntry,
    signal: AbortSignal,
    send: () => Promise<string>,
  ): Promise<void> {
    const { queue, receipts } = this.#options;
    try {
      const receipt = await send();
      await checkReceipt(receipt, entry, receipts);
      queue.markSent(entry.index, receipt);
      this.#lastSentAt = Date.now();
      this.#connection.worked();
    } catch (error) {
      this.#failed([entry], error, signal);
    }
  }

  #failed(entries: readonly QueuedEntry[], error: unknown, signal: AbortSignal): void {
    // The recorder stopped the request itself, which tells nothing of the server or the entry.
    if (signal.aborted) return;
    const { queue, log } = this.#options;
    const now = Date.now();
    const code = failureCode(error);
    const verdict = judgeFailure(error);
    if (verdict === 'wait') this.#connection.failed(error, now);
    for (const { index, attempts } of entries) {
      if (verdict === 'park') queue.park(index, code);
      else queue.postpone(index, { notBefore: now + this.#wait(error, attempts), error: code });
    }
    log[verdict === 'park' ? 'warn' : 'debug'](
      { err: error, code, indices: entries.map(({ index }) => index) },
      verdict === 'park' ? 'an entry is refused for good' : 'not sent yet',
    );
    if (verdict === 'park') this.#options.onRefused?.(code);
  }

  /** While the connection waits, its entries need no wait of their own. */
  #wait(error: unknown, attempts: number): number {
    if (judgeFailure(error) === 'wait') return 0;
    const asked = error instanceof RequestFailure ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(asked, backoffMs(attempts + 1, ENTRY_BACKOFF));
  }
}

/** Sends a window track whole, since it has a few KB. Returns the receipt. */
async function sendWindowTrack(
  { folder, client, rate }: SegmentSender,
  { statement: jws, file, index }: QueuedEntry,
  signal: AbortSignal,
): Promise<string> {
  const statement = readStatement(jws);
  if (statement.kind !== 'window-track') {
    throw new AppError('internal', `entry ${index} is no window track`);
  }
  const sealed = await readFile(join(folder, file ?? '')).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (sealed === null) return await sendStatement(client, jws);
  const isWhole = createHash('sha256').update(sealed).digest('hex') === statement.sha256;
  if (!isWhole) throw damaged('file-damaged');
  await rate.take(sealed.length);
  return await client.putWindowTrack({ track: statement.track, statement: jws, sealed }, signal);
}
