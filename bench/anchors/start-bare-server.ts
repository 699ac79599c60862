import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { stopChild } from '../../scripts/processes/stop-child.ts';
import { heldOpen } from '../lib/held-open.ts';

export interface Anchor {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The portal's Node flags, without which body bytes cost twice the CPU. */
const NODE_FLAGS = ['--external-memory-accounted-in-global-limit', '--initial-old-space-size=256'];

/** Runs a script of this folder, with `args` and a free port. */
export function startBareServer(script: string, ...args: readonly string[]): Promise<Anchor> {
  return heldOpen(start(join(import.meta.dirname, script), args));
}

async function start(script: string, args: readonly string[]): Promise<Anchor> {
  const port = await freePort();
  const child = spawn(process.execPath, [...NODE_FLAGS, script, ...args, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('the bare server did not start');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => stopChild(child) };
}
