import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';

const LINUX = '/proc/sys/kernel/random/boot_id';
/** Two readings within one boot differ by less than a minute of clock correction. */
const MINUTE_MS = 60_000;

/** Names the machine's current run, so that a crash of the machine is told from one of ours. */
export async function readBootId(): Promise<string> {
  try {
    return (await readFile(LINUX, 'utf8')).trim();
  } catch {
    return `since-minute-${Math.round((Date.now() - uptime() * 1000) / MINUTE_MS)}`;
  }
}
