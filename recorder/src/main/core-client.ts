import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { askRecorder } from '../core/control/ask-recorder.ts';
import type {
  ControlQuestion,
  ControlReply,
  WindowFacts,
} from '../core/control/control-messages.ts';
import type { RecorderView } from '../core/recorder-view.ts';

const LOOK_EVERY_MS = 1_000;
/** A running recorder answers within milliseconds, on a loaded machine within a second. */
const ANSWER_MS = 5_000;
/** Waits between starts that brought no answer; the first start is made at once. */
const AGAIN_MS = [0, 4_000, 8_000, 15_000, 30_000] as const;

export interface CoreClientOptions {
  readonly folder: string;
  readonly startCore: () => void;
  /** What only the window knows of the machine. */
  readonly facts: () => WindowFacts;
}

/**
 * Asks the recorder, which is another process, for its view each second, and starts it when it does not
 * answer. Emits `view` with each answer, null when there was none.
 */
export class CoreClient extends EventEmitter<{ view: [RecorderView | null] }> {
  readonly #options: CoreClientOptions;
  #stopped = false;
  #starts = 0;
  #startedAt = Number.NEGATIVE_INFINITY;

  constructor(options: CoreClientOptions) {
    super();
    this.#options = options;
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      await this.poll();
      await sleep(LOOK_EVERY_MS);
    }
  }

  async poll(): Promise<void> {
    const view = await this.#view();
    if (this.#stopped) return;
    if (view === null) this.#startCore();
    else this.#starts = 0;
    this.emit('view', view);
  }

  /** Throws `unavailable` when no recorder answers. */
  ask(request: ControlQuestion): Promise<ControlReply> {
    return askRecorder(this.#options.folder, request);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #view(): Promise<RecorderView | null> {
    try {
      const reply = await Promise.race([
        this.ask({ command: 'look', ...this.#options.facts() }),
        sleep(ANSWER_MS, null, { ref: false }),
      ]);
      return reply !== null && 'view' in reply ? reply.view : null;
    } catch {
      return null;
    }
  }

  #startCore(): void {
    const wait = AGAIN_MS[Math.min(this.#starts, AGAIN_MS.length - 1)] ?? 0;
    if (performance.now() - this.#startedAt < wait) return;
    this.#starts += 1;
    this.#startedAt = performance.now();
    this.#options.startCore();
  }
}
