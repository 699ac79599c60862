import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { makeFolder, syncFolder } from '@workcompanion/core/files/durable-folder';
import type { BackupManifest } from './backup-manifest.ts';

const markPath = (dataDir: string) => join(dataDir, 'restore-unfinished');

/** Names the backup: another one must not be mixed into what is there. */
const markOf = ({ database }: BackupManifest) => `${database.takenAt}\n`;

/** Whether an earlier run has begun to restore just this backup here. */
export async function isBegun(dataDir: string, manifest: BackupManifest): Promise<boolean> {
  const mark = await readFile(markPath(dataDir), 'utf8').catch(() => null);
  return mark === markOf(manifest);
}

export async function beginRestore(dataDir: string, manifest: BackupManifest): Promise<void> {
  await makeFolder(dataDir);
  await writeFile(markPath(dataDir), markOf(manifest), { mode: 0o600, flush: true });
  await syncFolder(dataDir);
}

export async function endRestore(dataDir: string): Promise<void> {
  await rm(markPath(dataDir));
  await syncFolder(dataDir);
}

/** Throws `unavailable`: what a restore that was cut short has left is no installation. */
export function assertRestored(dataDir: string): void {
  if (!existsSync(markPath(dataDir))) return;
  throw new AppError(
    'unavailable',
    `The restore into ${dataDir} is not finished: run npm run restore again.`,
  );
}
