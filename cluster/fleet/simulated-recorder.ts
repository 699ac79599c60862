import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { HeartbeatRequest } from '@workcompanion/core/protocol/messages';
import { UploadSeries } from '../../bench/lib/upload-series.ts';
import { systemClock } from '../../recorder/src/core/clock.ts';
import { connectServer } from '../../recorder/src/core/device/connect-server.ts';
import { RequestFailure } from '../../recorder/src/core/device/request-failure.ts';
import type { ServerClient } from '../../recorder/src/core/device/server-client.ts';
import type { QueuedEntry } from '../../recorder/src/core/journal/upload-queue.ts';
import {
  ConnectionBackoff,
  failureCode,
  judgeFailure,
} from '../../recorder/src/core/upload/connection-backoff.ts';
import { checkReceipt, type ReceiptCheck } from '../../recorder/src/core/upload/receipt-check.ts';

/** As the policy that every device begins with says. */
const HEARTBEAT_MS = 60_000;
const RETRY_MS = 1_000;
/** A segment that takes its time on the line is sent in so many pieces. */
const PIECES = 10;

/** What the server has signed that it holds. */
export interface ReceiptedSegment {
  readonly device: DeviceId;
  readonly segment: SegmentId;
  /** µs: when it was recorded. */
  readonly start: number;
  readonly end: number;
}

/** Told of each request that ended. */
export interface FleetNews {
  sent(milliseconds: number): void;
  /** A heartbeat was answered. */
  beat(): void;
  /** It failed, and is sent again by itself. */
  repeated(code: string): void;
  /** It failed for good: a person would have to look. */
  refused(code: string): void;
}

export interface RecorderWish {
  readonly url: string;
  readonly token: string;
  readonly footage: Buffer;
  readonly segmentSeconds: number;
  /** How long the line takes for one segment; 0: sent at once. */
  readonly sendingMs: number;
  readonly news: FleetNews;
}

interface Waiting extends QueuedEntry {
  readonly segment: SegmentId;
  readonly start: number;
  readonly end: number;
  readonly ciphertext: Buffer;
  readonly md5: string;
  attempts: number;
}

interface Parts extends RecorderWish {
  readonly series: UploadSeries;
  readonly client: ServerClient;
  readonly receipts: ReceiptCheck;
  readonly disconnect: () => Promise<void>;
}

/**
 * A recorder without a screen and a disk: statements, ciphertext, requests, back-off and the judgement of
 * failures are the recorder's own.
 */
export class SimulatedRecorder {
  readonly receipted: ReceiptedSegment[] = [];
  /** While it does not record, it sends what waits and heartbeats. */
  isRecording = true;
  readonly #parts: Parts;
  readonly #queue: Waiting[] = [];
  readonly #connection = new ConnectionBackoff();
  #index = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async enrol(wish: RecorderWish): Promise<SimulatedRecorder> {
    const { url, token, segmentSeconds } = wish;
    const startMs = Date.now();
    const series = await UploadSeries.enrol(url, token, { startMs, segmentSeconds });
    const { id, privateKey } = series.device.save();
    const identity = { device: id, privateKey, enrolment: null };
    const server = connectServer({ server: url, trust: {} }, { identity, clock: systemClock });
    const keys = await server.client.hello();
    server.client.expect(keys);
    return new SimulatedRecorder({
      ...wish,
      series,
      client: server.client,
      receipts: { device: id, signingKey: keys.signingKey },
      disconnect: () => server.dispatcher.destroy(),
    });
  }

  get id(): DeviceId {
    return this.#parts.series.device.id;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** What it shows a portal. */
  token(): Promise<string> {
    return this.#parts.series.device.token();
  }

  /** Makes a segment at the end of each of its lengths, until `stopping`. */
  async record(stopping: AbortSignal): Promise<void> {
    const { series, segmentSeconds } = this.#parts;
    while (!stopping.aborted) {
      const end = series.nextStart + segmentSeconds * 1000;
      await sleep(Math.max(0, end - Date.now()), undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted) return;
      if (this.isRecording) await this.#finishSegment();
      else series.skip();
    }
  }

  /** Sends what waits, oldest first, until `stopping`. */
  async send(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const [first] = this.#queue;
      const pause = this.#connection.openAt - Date.now();
      if (first === undefined || pause > 0) {
        const ms = Math.min(Math.max(pause, 100), 1_000);
        await sleep(ms, undefined, { signal: stopping }).catch(() => {});
        continue;
      }
      await this.#attempt(first, stopping);
    }
  }

  /** Tells how it is, again and again. */
  async heartbeat(stopping: AbortSignal, everyMs = HEARTBEAT_MS): Promise<void> {
    await sleep(Math.random() * everyMs, undefined, { signal: stopping }).catch(() => {});
    while (!stopping.aborted) {
      await this.#parts.client.heartbeat(this.#facts()).then(
        () => {
          this.#connection.worked();
          this.#parts.news.beat();
        },
        () => {}, // the next one is not far
      );
      await sleep(everyMs, undefined, { signal: stopping }).catch(() => {});
    }
  }

  close(): Promise<void> {
    return this.#parts.disconnect();
  }

  async #finishSegment(): Promise<void> {
    const { series, footage } = this.#parts;
    const start = series.nextStart * 1000;
    const body = await series.encrypt(footage);
    const { segment, headers } = await series.next(body);
    this.#queue.push({
      index: this.#index,
      kind: 'segment',
      segment,
      statement: headers['segment-statement'] ?? '',
      file: null,
      bytes: body.ciphertext.length,
      start,
      end: series.nextStart * 1000,
      ciphertext: body.ciphertext,
      md5: Buffer.from(body.md5, 'hex').toString('base64'),
      attempts: 0,
    });
    this.#index += 1;
  }

  async #attempt(entry: Waiting, stopping: AbortSignal): Promise<void> {
    const { client, receipts, news, sendingMs } = this.#parts;
    const { segment, statement, start, end, ciphertext } = entry;
    const began = performance.now();
    try {
      const upload = {
        segment,
        statement,
        offset: 0,
        contentLength: ciphertext.length,
        contentMd5: entry.md5,
        body: Readable.from(piecesOf(ciphertext, sendingMs)),
      };
      const receipt = await client.putSegment(upload, stopping);
      await checkReceipt(receipt, entry, receipts);
      news.sent(performance.now() - began);
      this.#connection.worked();
      this.receipted.push({ device: this.id, segment, start, end });
      this.#queue.shift();
    } catch (error) {
      if (!stopping.aborted) await this.#failed(entry, error, stopping);
    }
  }

  async #failed(entry: Waiting, error: unknown, stopping: AbortSignal): Promise<void> {
    const { news } = this.#parts;
    const verdict = judgeFailure(error);
    if (verdict === 'park') {
      news.refused(failureCode(error));
      this.#queue.shift();
      return;
    }
    news.repeated(failureCode(error));
    entry.attempts += 1;
    if (verdict === 'wait') {
      this.#connection.failed(error, Date.now());
      return;
    }
    const asked = error instanceof RequestFailure ? error.retryAfterMs : null;
    const ms = Math.max(asked ?? 0, RETRY_MS * entry.attempts);
    await sleep(ms, undefined, { signal: stopping }).catch(() => {});
  }

  #facts(): HeartbeatRequest {
    const oldest = this.#queue.length === 0 ? null : this.#parts.series.nextStart * 1000;
    return HeartbeatRequest.parse({
      state: 'recording',
      recorderVersion: '0.1.0',
      policyVersion: 1,
      displays: ['BENCH-1'],
      parked: [],
      lastFrameAt: Date.now() * 1000,
      clockOffset: 0,
      freeDiskBytes: 1024 ** 3,
      backlog: {
        segments: this.#queue.length,
        bytes: this.#queue.length * this.#parts.footage.length,
        oldest,
      },
      journalEnd: this.#index,
    });
  }
}

async function* piecesOf(bytes: Buffer, sendingMs: number): AsyncGenerator<Buffer> {
  const size = sendingMs === 0 ? bytes.length : Math.ceil(bytes.length / PIECES);
  for (let at = 0; at < bytes.length; at += size) {
    if (at > 0) await sleep(sendingMs / PIECES);
    yield bytes.subarray(at, at + size);
  }
}
