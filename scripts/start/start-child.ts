import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { REFUSED_EXIT_CODE } from '@workcompanion/core/start-refusal';
import { stopChild } from '../processes/stop-child.ts';

/**
 * `failed`: by itself. `killed`: by a signal, and so by somebody else. `refused`: only its operator can
 * mend what it has said.
 */
export interface Ending {
  readonly cause: 'failed' | 'killed' | 'refused';
  /** In words. */
  readonly how: string;
}

/** Something that runs beside us: a child process, or the database server. */
export interface Running {
  readonly ended: Promise<Ending>;
  stop(): Promise<void>;
}

/** Resolves once it is ready; rejects when it can't be, or is not wanted any more. */
export type Start = (stopping: AbortSignal) => Promise<Running>;

const EXIT_WITH_PARENT = new URL('./exit-with-parent.ts', import.meta.url).href;

/** An upload of a gigabyte may be under way; it goes on at its offset after the restart. */
const GRACE_MS = 15_000;

export interface ChildOptions {
  readonly entry: string;
  readonly nodeFlags?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Until it is killed, after it was asked to stop. */
  readonly graceMs?: number;
}

/**
 * Starts one of our own programs with the same Node. It gets a process group of its own: Ctrl-C is
 * for this process, which stops its children in order.
 */
export function startChild(options: ChildOptions): Running {
  const { entry, nodeFlags = [], env, cwd, graceMs = GRACE_MS } = options;
  const args = [...nodeFlags, '--import', EXIT_WITH_PARENT, entry];
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit').then(
    ([code, signal]) => endingOf(code, signal),
    (error: unknown): Ending => ({ cause: 'failed', how: String(error) }),
  );
  return { ended, stop: () => stopChild(child, graceMs) };
}

function endingOf(code: unknown, signal: unknown): Ending {
  if (signal) return { cause: 'killed', how: `signal ${String(signal)}` };
  const cause = code === REFUSED_EXIT_CODE ? 'refused' : 'failed';
  return { cause, how: `exit code ${String(code)}` };
}
