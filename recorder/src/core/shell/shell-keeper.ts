import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../log.ts';

const TICK_MS = 1_000;
/** The window looks each second: so many without, and it is taken for gone. */
const GONE_TICKS = 5;
/** Nothing is recorded that nobody can see. */
const HIDDEN_TICKS = 60;
/** Between starts in a row that brought no window. A slow machine needs some seconds for one. */
const AGAIN_TICKS = [0, 15, 30, 60] as const;

type Command = readonly [string, ...string[]];

export interface ShellKeeperOptions {
  readonly command: Command;
  /** No window came back in time; and false when one did after all. */
  readonly onHidden: (hidden: boolean) => void;
  readonly log: Log;
  readonly start?: (command: Command) => void;
}

/**
 * Sees to it that what is recorded is shown. The window asks the recorder how it is; when it stops
 * asking - closed by force, crashed, hung -, it is started again, and when that does not help,
 * recording rests until it does. Counts ticks, not time: a machine that slept has missed none.
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

/** It outlives this process, as this process outlives it. */
function startDetached(log: Log): (command: Command) => void {
  return ([program, ...args]) => {
    const child: ChildProcess = spawn(program, args, { detached: true, stdio: 'ignore' });
    child.on('error', (error) => log.error({ err: error }, 'the window can not be started'));
    child.unref();
  };
}
