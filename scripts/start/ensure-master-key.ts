import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const MASTER_KEY_BYTES = 32;

/**
 * Makes the master key at the first start, readable by its owner alone. It is on the disk for good
 * before anything is encrypted with it, and an existing file is never written to.
 */
export async function ensureMasterKey(file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  const key = randomBytes(MASTER_KEY_BYTES).toString('base64url');
  await writeFile(unfinished, `${key}\n`, { mode: 0o600, flush: true });
  try {
    await link(unfinished, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
  await syncFolder(folder);
}

/** Without it a power cut could take the name away again. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
