import type { Log } from './log.ts';

const SECOND_MS = 1_000;

export interface PeriodicTask {
  readonly everySeconds: number;
  readonly step: () => Promise<void>;
}

/** Runs tasks again and again, in the order in which they are given. */
export class PeriodicTasks {
  readonly #log: Log;
  readonly #tasks: readonly PeriodicTask[];
  #seconds = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Log, beats: readonly PeriodicTask[]) {
    this.#log = log;
    this.#tasks = beats;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), SECOND_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** A task that fails is only logged, since it runs again anyway: recording goes on. */
  inBackground(step: () => Promise<void>): void {
    step().catch((error: unknown) => this.#log.error({ err: error }, 'a step failed'));
  }

  #tick(): void {
    this.#seconds += 1;
    for (const { everySeconds, step } of this.#tasks) {
      if (this.#seconds % everySeconds === 0) this.inBackground(step);
    }
  }
}
