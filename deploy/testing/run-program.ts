import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end; what it says is kept. Code null: there is no such program. */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'close').then(
    ([code]) => Number(code),
    () => null,
  );
  const [output, errors, code] = await Promise.all([
    text(child.stdout).catch(() => ''),
    text(child.stderr).catch(() => ''),
    ended,
  ]);
  return { code, output, errors };
}
