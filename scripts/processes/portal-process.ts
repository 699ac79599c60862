import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { stopChild } from './stop-child.ts';

export interface PortalProcess {
  /** The orchestrator; its children are the web server, the workers and PostgreSQL. */
  readonly pid: number;
  readonly url: string;
  /** The first admin's one-time sign-in, as printed; empty where there is an account already. */
  readonly adminLink: string;
  readonly dataDir: string;
  /** All that it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

const START = join(import.meta.dirname, '..', 'start.ts');
const READY_WITHIN_MS = 180_000;

/** `npm start` as an operator runs it, on a data folder and, unless PORT says which, a port of its own. */
export async function startPortal(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<PortalProcess> {
  const port = env['PORT'] ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [START], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const adminLink = await linkOnceReady(child, () => output);
  if (child.pid === undefined) throw new Error('the portal could not be started');
  return {
    pid: child.pid,
    url,
    adminLink,
    dataDir,
    output: () => output,
    stop: () => stopChild(child, 20_000),
  };
}

async function linkOnceReady(child: ChildProcess, output: () => string): Promise<string> {
  const signal = AbortSignal.timeout(READY_WITHIN_MS);
  while (!signal.aborted) {
    // The last line that it prints.
    if (output().includes('Stop with Ctrl+C.')) {
      return /https?:\/\/\S+\/welcome\?token=[\w-]+/.exec(output())?.[0] ?? '';
    }
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  await stopChild(child);
  throw new Error(`the portal did not start:\n${output()}`);
}
