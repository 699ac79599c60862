import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { isMasterKeyInUse } from '@workcompanion/db/assert-usable';
import { connect } from '@workcompanion/db/client';

const MASTER_KEY_BYTES = 32;

/**
 * Makes the master key at the first start, readable by its owner alone. It is on the disk for good
 * before anything is encrypted with it, and an existing file is never written to. Throws a
 * StartRefusal when the file is gone, and the database has what only its key opens.
 */
export async function ensureMasterKey(file: string, databaseUrl: string): Promise<void> {
  if (existsSync(file)) return;
  if (await isKeyAwaited(databaseUrl)) {
    throw new StartRefusal(
      `The master key is gone: there is no ${file}, and the recordings of this database open with that key alone. Put its copy back there, or set MASTER_KEY_FILE.`,
    );
  }
  await makeMasterKey(file);
}

async function isKeyAwaited(databaseUrl: string): Promise<boolean> {
  const database = connect(databaseUrl, { max: 1, applicationName: 'workcompanion start' });
  try {
    return await isMasterKeyInUse(database.db);
  } finally {
    await database.close();
  }
}

async function makeMasterKey(file: string): Promise<void> {
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
