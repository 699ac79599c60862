import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import type { RecordingId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { PassedOver, PictureArea } from '@workcompanion/core/protocol/statement';
import type { PictureWatch } from '../picture/picture-watch.ts';
import type { Display } from './display.ts';
import type { TimedFrame } from './held-frames.ts';
import { type SegmentContext, SegmentSequence } from './segment-sequence.ts';

/** Frames are gathered for one write, and wait no longer than this for it. */
const GATHER_MICROS = 390_000;
const GATHER_MS = GATHER_MICROS / 1000;
/** The longest time between two frames of unbroken footage: a busy machine may skip a few. */
const MOST_HOLE_MICROS = 2_000_000;
const MOST_HOLE_PERIODS = 3;

export interface FootageContext extends SegmentContext {
  readonly host: HostFacts;
  /** The server's signing key, known from enrolment: footage is for that server and no other. */
  readonly serverKey: Ed25519Jwk;
  /** Checks the pictures that are kept. */
  readonly pictures: PictureWatch;
}

export interface FootageOptions {
  readonly recording: RecordingId;
  readonly display: Display;
  readonly capture: CapturePolicy;
  /** The areas that are painted over in each picture. */
  readonly mask: readonly PictureArea[];
  /** As the statements name it. */
  readonly encoder: string;
  readonly grabber: string;
  readonly passedOver: readonly PassedOver[];
  /** Called when the first frame is on the disk. */
  readonly onFootage: (start: number) => Promise<void>;
  /** Takes the error of a write that nobody waits for. */
  readonly onError: (error: unknown) => void;
}

/** Writes the frames of one recording into segments without a hole. Times in UTC µs. */
export class Footage {
  readonly #context: FootageContext;
  readonly #options: FootageOptions;
  readonly #segments: SegmentSequence;
  readonly #period: number;
  #first: number | null = null;
  #last: number | null = null;
  #announced: boolean = false;
  #flushedAt = 0;
  #flushTimer: NodeJS.Timeout | null = null;

  constructor(context: FootageContext, options: FootageOptions) {
    const { recording, display, encoder, capture } = options;
    this.#context = context;
    this.#options = options;
    this.#period = Math.round(1_000_000 / capture.framesPerSecond);
    this.#segments = new SegmentSequence(context, {
      recording,
      display: display.name,
      encoder,
      framePeriod: this.#period,
    });
    context.pictures.begin(display.name);
  }

  get first(): number | null {
    return this.#first;
  }

  /** Time of the last whole frame. */
  get last(): number | null {
    return this.#last;
  }

  get segments(): Pick<SegmentSequence, 'footage' | 'count'> {
    return this.#segments;
  }

  /** How long nothing was captured before `at`, µs; null when that is too short for a hole. */
  holeBefore(at: number): number | null {
    const step = this.#last === null ? 0 : at - this.#last;
    const most = Math.max(MOST_HOLE_MICROS, MOST_HOLE_PERIODS * this.#period);
    return step >= 0 && step <= most ? null : step;
  }

  async take({ frame, at }: TimedFrame, tables: Buffer): Promise<void> {
    if (this.#first === null) await this.#begin(at);
    if (frame.key) await this.#segments.roll(at, tables);
    this.#segments.add(frame.packets, at);
    this.#context.pictures.saw(this.#options.display.name, { frame, at, tables });
    this.#last = at;
  }

  async flushWhenDue(): Promise<void> {
    const waited = this.#context.clock.monotonic() - this.#flushedAt;
    if (waited >= GATHER_MICROS) return this.#flush();
    this.#flushTimer ??= setTimeout(() => {
      this.#flush().catch(this.#options.onError);
    }, GATHER_MS);
  }

  /** `limit`: the first frame of the next recording, to which everything from there on belongs. */
  async finish(limit: number): Promise<void> {
    if (this.#last === null) return;
    const isFollowed = this.holeBefore(limit) === null;
    await this.#segments.finish(isFollowed ? limit : Math.min(this.#last + this.#period, limit));
  }

  /** Stops writing. */
  dispose(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
  }

  async #begin(at: number): Promise<void> {
    const { recording, display, capture, encoder, grabber, mask, passedOver } = this.#options;
    this.#first = at;
    await this.#context.journal.append({
      body: {
        kind: 'recording-started',
        recording,
        display: display.name,
        geometry: display.geometry,
        host: this.#context.host,
        serverKey: await keyThumbprint(this.#context.serverKey),
        encoder,
        grabber,
        ...(passedOver.length === 0 ? {} : { passedOver: [...passedOver] }),
        framesPerSecond: capture.framesPerSecond,
        policyVersion: this.#context.policyVersion(),
        ...(mask.length === 0 ? {} : { covered: [...mask] }),
      },
    });
  }

  async #flush(): Promise<void> {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    this.#flushedAt = this.#context.clock.monotonic();
    await this.#segments.flush();
    if (this.#announced || this.#first === null) return;
    this.#announced = true;
    await this.#options.onFootage(this.#first);
  }
}
