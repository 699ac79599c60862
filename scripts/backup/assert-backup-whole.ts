import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@workcompanion/core/errors';
import { blobPath } from '@workcompanion/core/storage/blob-key';
import { type BackupManifest, readFileList, storeFolder } from './backup-manifest.ts';

/**
 * Throws `digest-mismatch` unless all is there: the database byte by byte, the files by their length
 * (their bytes are looked at as they are copied).
 */
export async function assertBackupWhole(folder: string, manifest: BackupManifest): Promise<void> {
  const { database, databaseFolder, files } = manifest;
  await assertSame(join(folder, files.list), files.sha256);
  for (const { file, sha256 } of database.tables) {
    await assertSame(join(folder, databaseFolder, file), sha256);
  }
  for await (const { store, key, bytes } of readFileList(join(folder, files.list))) {
    const path = blobPath(storeFolder(folder, store), key);
    const found = await stat(path).catch(() => null);
    // One that has grown since belongs to a later backup that was not finished.
    if (found === null || found.size < bytes) throw damaged(path);
  }
}

async function assertSame(path: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw damaged(path, cause);
  });
  if (hash.digest('hex') !== sha256) throw damaged(path);
}

function damaged(path: string, cause?: unknown): AppError {
  return new AppError('digest-mismatch', `The backup is damaged: ${path} is not what was saved.`, {
    cause,
  });
}
