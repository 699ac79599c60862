import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../log.ts';

const TICK_MS = 1_000;
/** The window asks each second. After this many seconds without a question it counts as gone. */
const GONE_TICKS = 5;
/** Nothing is recorded that nobody can see. */
const HIDDEN_TICKS = 60;
/** Seconds between starts that brought no window. A slow machine needs some time for one. */
const AGAIN_TICKS = [0, 15, 30, 60] as const;

type Command = readonly [string, ...string[]];

export interface ShellKeeperOptions {
  readonly command: Command;
  /** Called with true when no window came back in time, and with false when one did later. */
  readonly onHidden: (hidden: boolean) => void;
  readonly log: Log;
  readonly start?: (command: Command) => void;
}

/**
 * Ensures that a window shows what is recorded. The window asks the recorder each second. When it stops
 * asking, because it was closed by force, crashed or hangs, it is started again; if that does not help,
 * recording rests until one asks. Counts ticks instead of time, so that sleep does not count.
 */
export class ShellKeeper {
  readonly #options: Required<ShellKeeperOptions>;
  #unseen = 0;
  #sinceStart = Number.POSITIVE_INFINITY;
  #starts = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ShellKeeperOptions) {
    this.#options = { start: startDetached(options.log), ...options };
  }

  watch(): void {
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** The window has asked. */
  seen(): void {
    const wasHidden = this.#unseen >= HIDDEN_TICKS;
    this.#unseen = 0;
    this.#starts = 0;
    this.#sinceStart = Number.POSITIVE_INFINITY;
    if (wasHidden) this.#options.onHidden(false);
  }

  tick(): void {
    this.#unseen += 1;
    this.#sinceStart += 1;
    if (this.#unseen === HIDDEN_TICKS) this.#options.onHidden(true);
    const wait = AGAIN_TICKS[Math.min(this.#starts, AGAIN_TICKS.length - 1)] ?? 0;
    if (this.#unseen >= GONE_TICKS && this.#sinceStart >= wait) this.#startAgain();
  }

  #startAgain(): void {
    const { command, start, log } = this.#options;
    this.#starts += 1;
    this.#sinceStart = 0;
    log.warn({ starts: this.#starts }, 'the window is gone: it is started again');
    start(command);
  }
}

/** Starts the window as a process that does not end with this one. */
function startDetached(log: Log): (command: Command) => void {
  return ([program, ...args]) => {
    const child: ChildProcess = spawn(program, args, { detached: true, stdio: 'ignore' });
    child.on('error', (error) => log.error({ err: error }, 'the window can not be started'));
    child.unref();
  };
}
