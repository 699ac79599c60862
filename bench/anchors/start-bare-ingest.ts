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

export function startBareIngest(folder: string): Promise<Anchor> {
  return heldOpen(start(folder));
}

async function start(folder: string): Promise<Anchor> {
  const port = await freePort();
  const script = join(import.meta.dirname, 'bare-ingest.ts');
  const child = spawn(process.execPath, [...NODE_FLAGS, script, folder, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('the bare server did not start');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => stopChild(child) };
}
