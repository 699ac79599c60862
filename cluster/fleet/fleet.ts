import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '@workcompanion/core/concurrency/at-most';
import { quantile } from '../../bench/lib/stats.ts';
import {
  type FleetNews,
  type ReceiptedSegment,
  type RecorderWish,
  SimulatedRecorder,
} from './simulated-recorder.ts';

const ENROLLING_AT_ONCE = 8;
/** What the rate and the quantiles are of. */
const WINDOW_MS = 10_000;
const DRAIN_POLL_MS = 200;

export interface FleetWish extends Omit<RecorderWish, 'news'> {
  readonly recorders: number;
}

export interface FleetFigures {
  readonly sent: number;
  readonly heartbeats: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Segments that are made and not sent. */
  readonly waiting: number;
  /** Requests that failed and were sent again, by code. */
  readonly repeated: ReadonlyMap<string, number>;
  /** Requests that failed for good, by code. */
  readonly refused: ReadonlyMap<string, number>;
}

/** Many simulated recorders in this process. */
export class Fleet {
  readonly #recorders: readonly SimulatedRecorder[];
  readonly #news: Counting;
  readonly #recording = new AbortController();
  readonly #sending = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  private constructor(recorders: readonly SimulatedRecorder[], news: Counting) {
    this.#recorders = recorders;
    this.#news = news;
  }

  static async enrol({ recorders, ...wish }: FleetWish): Promise<Fleet> {
    const news = new Counting();
    const enrolled: SimulatedRecorder[] = [];
    await atMost(ENROLLING_AT_ONCE, Array.from({ length: recorders }), async () => {
      enrolled.push(await SimulatedRecorder.enrol({ ...wish, news }));
    });
    return new Fleet(enrolled, news);
  }

  get recorders(): readonly SimulatedRecorder[] {
    return this.#recorders;
  }

  get receipted(): readonly ReceiptedSegment[] {
    return this.#recorders.flatMap(({ receipted }) => receipted);
  }

  start(): void {
    const runs = this.#recorders.flatMap((recorder) => [
      recorder.record(this.#recording.signal),
      recorder.send(this.#sending.signal),
      recorder.heartbeat(this.#sending.signal),
    ]);
    this.#running = Promise.all(runs);
  }

  /** From now on this share of the recorders records, from 0 to 1. */
  record(share: number): void {
    this.#recorders.forEach((recorder, index) => {
      recorder.isRecording = index < share * this.#recorders.length;
    });
  }

  /** Heartbeats and nothing else, so often, until `over`. */
  async beat(everyMs: number, over: AbortSignal): Promise<void> {
    await Promise.all(this.#recorders.map((recorder) => recorder.heartbeat(over, everyMs)));
  }

  /** Records nothing more, and sends what waits. False if that is not done in time. */
  async drain(limitMs: number): Promise<boolean> {
    this.#recording.abort();
    const deadline = performance.now() + limitMs;
    while (this.#waiting > 0 && performance.now() < deadline) await sleep(DRAIN_POLL_MS);
    return this.#waiting === 0;
  }

  async close(): Promise<void> {
    this.#recording.abort();
    this.#sending.abort();
    await this.#running;
    await Promise.all(this.#recorders.map((recorder) => recorder.close()));
  }

  figures(): FleetFigures {
    return { ...this.#news.figures(), waiting: this.#waiting };
  }

  get #waiting(): number {
    return this.#recorders.reduce((sum, { waiting }) => sum + waiting, 0);
  }
}

class Counting implements FleetNews {
  #sent = 0;
  #heartbeats = 0;
  #recent: { readonly at: number; readonly ms: number }[] = [];
  readonly #repeated = new Map<string, number>();
  readonly #refused = new Map<string, number>();

  sent(ms: number): void {
    this.#sent += 1;
    this.#recent.push({ at: performance.now(), ms });
  }

  beat(): void {
    this.#heartbeats += 1;
  }

  repeated(code: string): void {
    this.#repeated.set(code, (this.#repeated.get(code) ?? 0) + 1);
  }

  refused(code: string): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  figures(): Omit<FleetFigures, 'waiting'> {
    const since = performance.now() - WINDOW_MS;
    this.#recent = this.#recent.filter(({ at }) => at > since);
    const times = this.#recent.map(({ ms }) => ms);
    const of = (q: number) => (times.length === 0 ? 0 : quantile(times, q));
    return {
      sent: this.#sent,
      heartbeats: this.#heartbeats,
      perSecond: times.length / (WINDOW_MS / 1000),
      p50Ms: of(0.5),
      p95Ms: of(0.95),
      repeated: this.#repeated,
      refused: this.#refused,
    };
  }
}
