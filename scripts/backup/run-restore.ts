import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { atMost } from '@workcompanion/core/concurrency/at-most';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { blobPath } from '@workcompanion/core/storage/blob-store';
import { connect } from '@workcompanion/db/client';
import { loadDatabase } from '@workcompanion/db/dump/load-database';
import { noteRestoration, readRestoration } from '@workcompanion/db/queries/restoration';
import { readInstallationId, seedInstallation } from '@workcompanion/db/stores/installation-id';
import { allMarkers, openMarkers } from '@workcompanion/db/stores/open-markers';
import { adoptStore } from '@workcompanion/db/stores/take-into-use';
import type { StartEnv } from '../start/env.ts';
import {
  type BackupManifest,
  readBackupManifest,
  readFileList,
  STORES,
  sourceFolders,
  storeFolder,
  storesInBuckets,
} from './backup-manifest.ts';
import { COPIES_AT_ONCE, copyFile } from './copy-file.ts';
import { Progress } from './progress.ts';
import { beginRestore, endRestore, isBegun } from './unfinished-restore.ts';
import { withDatabaseUrl } from './with-database-url.ts';

export interface RestoreOptions {
  readonly env: StartEnv;
  /** The folder of the backup. */
  readonly folder: string;
  readonly masterKey: Buffer;
  readonly print: (line: string) => void;
}

/**
 * Makes an installation of a backup, where there is none yet: files first, the database last and in
 * one transaction. Nothing starts on what a kill has left; running it again goes on from there.
 */
export async function runRestore({ env, folder, masterKey, print }: RestoreOptions): Promise<void> {
  const manifest = await readBackupManifest(folder);
  if (manifest === null) {
    throw new AppError('not-found', `${folder} holds no finished backup (backup.json).`);
  }
  assertSamePlaces(env, manifest, print);
  print('Looking through the backup …');
  await assertBackupWhole(folder, manifest);
  assertRightKey(manifest, masterKey);
  if (!(await isBegun(env.dataDir, manifest))) {
    await assertNothingThere(env, manifest);
    await beginRestore(env.dataDir, manifest);
  }
  await copyFiles({ env, folder, print }, manifest);
  print('The database …');
  await withDatabaseUrl(env, async (databaseUrl) => {
    await restoreDatabase(databaseUrl, folder, manifest);
    await markStores(databaseUrl, env, manifest);
  });
  await endRestore(env.dataDir);
}

/** What was in folders is copied into folders; what was in a bucket is where it was. */
function assertSamePlaces(
  env: StartEnv,
  { stores }: BackupManifest,
  print: RestoreOptions['print'],
): void {
  const inBuckets = storesInBuckets(env);
  const held = inBuckets.filter((store) => stores.includes(store));
  if (held.length > 0) {
    throw new AppError(
      'invalid-input',
      `The backup holds ${held.join(', ')} as files: restore with HOT_KIND and OBJECTS_KIND=folder.`,
    );
  }
  const missing = STORES.filter((store) => store !== 'archive' && !stores.includes(store));
  if (missing.length > 0) {
    print(
      `Not in the backup, since a bucket had it: ${missing.join(', ')}. Name that bucket (.env).`,
    );
  }
}

function assertRightKey({ signingKey }: BackupManifest, masterKey: Buffer): void {
  if (signingKey === null) return;
  try {
    unwrapKey(masterKey, Buffer.from(signingKey.wrapped, 'base64'), signingKey.kid);
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw new AppError('invalid-input', 'The master key is not the one of this backup.', { cause });
  }
}

async function assertNothingThere(env: StartEnv, { stores }: BackupManifest): Promise<void> {
  const folders = sourceFolders(env);
  const targets = [join(env.dataDir, 'postgres'), ...stores.map((store) => folders[store])];
  for (const target of targets) {
    const names = await readdir(target).catch(() => []);
    if (names.length === 0) continue;
    throw new AppError(
      'in-use',
      `${target} is not empty. Restore into another DATA_DIR, or move it away first.`,
    );
  }
}

type Copying = Pick<RestoreOptions, 'env' | 'folder' | 'print'>;

async function copyFiles({ env, folder, print }: Copying, manifest: BackupManifest): Promise<void> {
  const { list, count, bytes: all } = manifest.files;
  print(`${count} files …`);
  const progress = new Progress('Files', { files: count, bytes: all }, print);
  const targets = sourceFolders(env);
  await atMost(
    COPIES_AT_ONCE,
    readFileList(join(folder, list)),
    async ({ store, key, bytes, sha256 }) => {
      const from = blobPath(storeFolder(folder, store), key);
      await copyFile(from, blobPath(targets[store], key), {
        bytes,
        check: (copied) => {
          if (copied.sha256 === sha256) return;
          throw new AppError('digest-mismatch', `The backup is damaged: ${from}`);
        },
      });
      progress.add(bytes);
    },
  );
}

async function restoreDatabase(
  databaseUrl: string,
  folder: string,
  { database, databaseFolder }: BackupManifest,
): Promise<void> {
  if (await holds(databaseUrl, database.takenAt)) return;
  await loadDatabase({
    databaseUrl,
    folder: join(folder, databaseFolder),
    dump: database,
    within: (tx) =>
      noteRestoration(tx, { takenAt: database.takenAt, restoredAt: Date.now() * 1000 }),
  });
}

/** They are new folders of an installation that knows itself from before. */
async function markStores(
  databaseUrl: string,
  env: StartEnv,
  { stores }: BackupManifest,
): Promise<void> {
  const { hotDir, thumbnailDir: thumbnailsDir, evidencePackagesDir, journalDir } = env;
  const archive = stores.includes('archive')
    ? ({ kind: 'folder', root: env.archiveDir } as const)
    : null;
  const database = connect(databaseUrl, { max: 1 });
  const now = Date.now() * 1000;
  try {
    await seedInstallation(database.db, now);
    const installation = await readInstallationId(database.db);
    const markers = openMarkers(
      { hotDir, thumbnailsDir, evidencePackagesDir, journalDir, archive },
      { installation },
    );
    for (const marker of allMarkers(markers)) await adoptStore(database.db, marker, now);
  } finally {
    await database.close();
  }
}

/** Whether a run that was killed at its very end has filled it already. */
async function holds(databaseUrl: string, takenAt: number): Promise<boolean> {
  const database = connect(databaseUrl, { max: 1 });
  try {
    return (await readRestoration(database.db))?.takenAt === takenAt;
  } catch {
    return false; // Without tables yet.
  } finally {
    await database.close();
  }
}

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
