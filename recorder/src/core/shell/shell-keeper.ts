import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../log.ts';

/** The window looks each second: so long without, and it is taken for gone. */
const GONE_MS = 5_000;
const CHECK_MS = 1_000;
/** Waits between starts in a row that brought no window. A slow machine needs some seconds for one. */
const AGAIN_MS = [0, 15_000, 30_000, 60_000] as const;

export interface ShellKeeperOptions {
  readonly command: readonly [string, ...string[]];
  readonly log: Log;
  readonly start?: (command: readonly [string, ...string[]]) => void;
  readonly now?: () => number;
}

/**
 * Sees to it that what is recorded is shown. The window asks the recorder how it is; when it stops
 * asking - closed by force, crashed, hung -, it is started again.
 */
export class ShellKeeper {
  readonly #options: Required<ShellKeeperOptions>;
  #seenAt: number;
  #startedAt = Number.NEGATIVE_INFINITY;
  #starts = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ShellKeeperOptions) {
    this.#options = { start: startDetached(options.log), now: () => performance.now(), ...options };
    this.#seenAt = this.#options.now();
  }

  watch(): void {
    this.#timer = setInterval(() => this.check(), CHECK_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** The window has asked. */
  seen(): void {
    this.#seenAt = this.#options.now();
    this.#starts = 0;
  }

  check(): void {
    const { now, command, start, log } = this.#options;
    const wait = AGAIN_MS[Math.min(this.#starts, AGAIN_MS.length - 1)] ?? 0;
    if (now() - this.#seenAt < GONE_MS || now() - this.#startedAt < wait) return;
    this.#starts += 1;
    this.#startedAt = now();
    log.warn({ starts: this.#starts }, 'the window is gone: it is started again');
    start(command);
  }
}

/** It outlives this process, as this process outlives it. */
function startDetached(log: Log): (command: readonly [string, ...string[]]) => void {
  return ([program, ...args]) => {
    const child: ChildProcess = spawn(program, args, { detached: true, stdio: 'ignore' });
    child.on('error', (error) => log.error({ err: error }, 'the window can not be started'));
    child.unref();
  };
}
