import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A file that takes what it prints; our own output when not said. */
  readonly output?: number;
  /** Up to 19: how far it and its children stand back behind others. */
  readonly niceness?: number;
}

/** Runs a program and answers its exit code (1 when killed). */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = process.env, output, niceness }: CommandOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const out = output ?? 'inherit';
    const child = spawn(command, args, { stdio: ['ignore', out, out], env });
    if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness);
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
