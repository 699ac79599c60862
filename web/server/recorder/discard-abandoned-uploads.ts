import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INCOMING_FOLDER } from './incoming-file.ts';

/** Nobody goes on with a body after this long: the recorder starts it anew. */
const PARTIAL_LIFETIME_MS = 7 * 24 * 3_600_000;
/** Far longer than any small body takes: a process that crashed left it. */
const ONCE_LIFETIME_MS = 3_600_000;

/** Makes the folder of incoming files, and removes from it what crashes have left. */
export async function discardAbandonedUploads(hotDir: string, nowMs: number): Promise<number> {
  const folder = join(/*turbopackIgnore: true*/ hotDir, INCOMING_FOLDER);
  await mkdir(folder, { recursive: true });
  let discarded = 0;
  for (const name of await readdir(folder)) {
    const path = join(/*turbopackIgnore: true*/ folder, name);
    const age = nowMs - ((await stat(path).catch(() => null))?.mtimeMs ?? nowMs);
    if (age <= lifetimeOf(name)) continue;
    await rm(path, { force: true });
    discarded += 1;
  }
  return discarded;
}

function lifetimeOf(name: string): number {
  if (name.startsWith('once-')) return ONCE_LIFETIME_MS;
  return name.startsWith('part-') ? PARTIAL_LIFETIME_MS : Number.POSITIVE_INFINITY;
}
