import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import type { ServerAccount } from '@workcompanion/db/embedded/open-cluster';

export interface KeptProcessOptions {
  readonly name: string;
  /** Another program than this Node. */
  readonly program?: string;
  /** Whom the other program runs as. */
  readonly account?: ServerAccount | null;
  /** What asks it to end; SIGTERM unless said otherwise. */
  readonly stopSignal?: NodeJS.Signals;
  /** What Node is given: its flags, the program's file, and the program's own arguments. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Gets all that it prints, over all its lives. */
  readonly logFile: string;
  /** It ended though nobody asked it to. */
  readonly onFailure: (how: string) => void;
}

/** One life of a process; ms since the epoch. */
export interface ProcessLife {
  readonly startedAt: number;
  /** Null: nobody killed it. */
  killedAt: number | null;
}

/** Ends it when we are gone, even by `kill -9`. */
const EXIT_WITH_PARENT = new URL('../../scripts/start/exit-with-parent.ts', import.meta.url).href;
const STOP_GRACE_MS = 25_000;
const RESTART_MS = 1_000;
/** The end of its log, for the report. */
const MOST_WORDS = 160;

/**
 * A process in a group of its own, so that a kill takes its children along as a power cut would. What
 * ends by itself is started again after a second; what was killed, when `start` is called.
 */
export class KeptProcess {
  readonly name: string;
  readonly lives: ProcessLife[] = [];
  readonly #options: KeptProcessOptions;
  readonly #log: number;
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #isWanted = false;

  constructor(options: KeptProcessOptions) {
    this.name = options.name;
    this.#options = options;
    this.#log = openSync(options.logFile, 'a', 0o600);
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  /** Null while it does not run. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    this.#isWanted = true;
    if (this.#child !== null) return;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#spawn();
    this.lives.push({ startedAt: Date.now(), killedAt: null });
    this.#child = child;
    child.once('error', () => {}); // as an end, below
    child.once('exit', (code, signal) => {
      this.#child = null;
      if (this.#isWanted)
        this.#startAgain(`${signal ?? `exit code ${code}`}, ${this.#lastWords()}`);
    });
  }

  /** SIGKILL to all of its group. Answers when it struck, in ms; null when there was nothing to kill. */
  async kill(): Promise<number | null> {
    const child = this.#end();
    if (child === null) return null;
    const ended = once(child, 'exit');
    signalGroup(child, 'SIGKILL');
    const killedAt = Date.now();
    const life = this.lives.at(-1);
    if (life !== undefined) life.killedAt = killedAt;
    await ended;
    return killedAt;
  }

  /** Asks it to end. One that does not within 25 s is killed, which is a failure of its own. */
  async stop(): Promise<void> {
    const child = this.#end();
    if (child === null) return;
    const ended = once(child, 'exit');
    signalGroup(child, 'SIGCONT');
    child.kill(this.#options.stopSignal ?? 'SIGTERM');
    const timer = setTimeout(() => {
      this.#options.onFailure('did not stop when it was asked to');
      signalGroup(child, 'SIGKILL');
    }, STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  freeze(): void {
    if (this.#child !== null) signalGroup(this.#child, 'SIGSTOP');
  }

  thaw(): void {
    if (this.#child !== null) signalGroup(this.#child, 'SIGCONT');
  }

  /** Whatever it is, it ends with us. */
  #spawn(): ChildProcess {
    const { program, account, args } = this.#options;
    const env = { ...process.env, ...this.#options.env };
    const output = [this.#log, this.#log] as const;
    if (program !== undefined) {
      return spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
        env,
        stdio: ['ignore', ...output],
        detached: true,
        ...account,
      });
    }
    return spawn(process.execPath, ['--import', EXIT_WITH_PARENT, ...args], {
      env,
      stdio: ['pipe', ...output, 'ipc'],
      detached: true,
    });
  }

  #lastWords(): string {
    const lines = readFileSync(this.#options.logFile, 'utf8').trimEnd().split('\n');
    const said = lines.findLast((line) => /error|"level":[56]0/i.test(line)) ?? '';
    return (/"message":"([^"]*)/.exec(said)?.[1] ?? said).slice(0, MOST_WORDS);
  }

  #end(): ChildProcess | null {
    this.#isWanted = false;
    if (this.#restart !== null) clearTimeout(this.#restart);
    return this.#child;
  }

  #startAgain(how: string): void {
    this.#options.onFailure(how);
    this.#restart = setTimeout(() => this.start(), RESTART_MS);
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has just ended.
  }
}
