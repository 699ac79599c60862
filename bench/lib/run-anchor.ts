import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endedChildrenCpuSeconds } from './process-usage.ts';

export interface AnchorRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Runs a program to its end. No other child of this process may end meanwhile. */
export async function runAnchor(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<AnchorRun> {
  const cpuBefore = endedChildrenCpuSeconds();
  const started = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, cpuSeconds: endedChildrenCpuSeconds() - cpuBefore };
}
