import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Display } from './display.ts';
import { parseMonitors } from './parse-monitors.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 5_000;

/** The monitors of an X server (":0"). Throws when it can't be asked. */
export async function listDisplays(server: string): Promise<Display[]> {
  const { stdout } = await run('xrandr', ['-d', server, '--listmonitors'], { timeout: TIMEOUT_MS });
  return parseMonitors(stdout);
}
