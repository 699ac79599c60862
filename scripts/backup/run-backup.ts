import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { renameDurably } from '@workcompanion/core/files/durable-folder';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { listFolder } from '@workcompanion/core/storage/list-folder';
import { connect } from '@workcompanion/db/client';
import { dumpDatabase } from '@workcompanion/db/dump/dump-database';
import { claimDirectory } from '@workcompanion/db/embedded/claim-directory';
import { settings } from '@workcompanion/db/schema/settings';
import type { Client } from 'pg';
import type { StartEnv } from '../start/env.ts';
import { messageOf } from '../start/message-of.ts';
import {
  assertFoldersApart,
  type BackupManifest,
  manifestPath,
  readBackupManifest,
  STORES,
  sourceFolders,
  storeFolder,
  storesInBuckets,
} from './backup-manifest.ts';
import { copyStore } from './copy-store.ts';
import { FileList } from './file-list.ts';
import { LocalSegments } from './local-segments.ts';
import { withDatabaseUrl } from './with-database-url.ts';

export interface BackupOptions {
  readonly env: StartEnv;
  readonly folder: string;
  /** The archive too, where it is a folder of this machine. */
  readonly withArchive: boolean;
  readonly print: (line: string) => void;
}

/**
 * Copies an installation while it runs: first the database as it is at one moment, then the files,
 * which only grow, so that what the database names is there. The manifest comes last: until then the
 * backup before it in the same folder stays whole. May be killed at any line, and run again.
 */
export async function runBackup(options: BackupOptions): Promise<BackupManifest> {
  const { env, folder, print } = options;
  assertFoldersApart(folder, env);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await assertOurs(folder);
  const release = await claimDirectory(folder);
  try {
    const list = await FileList.open(folder, await readBackupManifest(folder));
    const manifest = await takeBackup(options, list).finally(() => list.close());
    await writeManifest(folder, manifest);
    await list.forgetNotes();
    await tidy(folder, manifest, list);
    await withDatabaseUrl(env, noteBackup).catch((error: unknown) =>
      print(`The portal could not be told of it. ${messageOf(error)}`),
    );
    const { count, bytes } = manifest.files;
    print(`The backup is complete: ${count} files, ${formatBytes(bytes, 'en')}, in ${folder}`);
    return manifest;
  } finally {
    await release();
  }
}

/** The portal's list of first steps reads it. */
async function noteBackup(databaseUrl: string): Promise<void> {
  const { db, close } = connect(databaseUrl, { max: 1 });
  const row = { value: {}, updatedAt: Date.now() * 1000, updatedBy: null };
  try {
    await db
      .insert(settings)
      .values({ key: 'last-backup', ...row })
      .onConflictDoUpdate({ target: settings.key, set: row });
  } finally {
    await close();
  }
}

/** Whatever is not named by a manifest is removed from a backup: it must be one. */
async function assertOurs(folder: string): Promise<void> {
  const names = await readdir(folder);
  const isOurs = (name: string) => /^(backup\.json|database-.*|files.*|owner\.pid)$/.test(name);
  if (names.length === 0 || names.some(isOurs)) return;
  throw new AppError('in-use', `${folder} is not empty, and no backup is in it.`);
}

async function takeBackup(
  { env, folder, withArchive, print }: BackupOptions,
  list: FileList,
): Promise<BackupManifest> {
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const databaseFolder = `database-${stamp}`;
  const dumpFolder = join(folder, databaseFolder);
  await mkdir(dumpFolder, { mode: 0o700 });
  const local = new LocalSegments(join(dumpFolder, 'local-segments.gz'));
  print('The database …');
  let signingKey: BackupManifest['signingKey'] = null;
  const database = await withDatabaseUrl(env, (databaseUrl) =>
    dumpDatabase({
      databaseUrl,
      folder: dumpFolder,
      within: async (client) => {
        signingKey = await readWrappedSigningKey(client);
        await local.note(client);
      },
    }),
  );
  const inBuckets = storesInBuckets(env);
  if (inBuckets.length > 0) {
    print(`Not copied, since a bucket has it: ${inBuckets.join(', ')} (docs/backup.md).`);
  }
  const stores = STORES.filter(
    (store) => (store !== 'archive' || withArchive) && !inBuckets.includes(store),
  );
  for (const store of stores) {
    await copyStore({
      store,
      source: sourceFolders(env)[store],
      folder,
      list,
      print,
    });
  }
  const localSegments = stores.includes('hot')
    ? await local.compare(list)
    : { absent: 0, damaged: 0 };
  tellOf(localSegments, print);
  return {
    v: 1,
    finishedAt: Date.now(),
    database,
    databaseFolder,
    signingKey,
    stores,
    files: await list.write(`files-${stamp}.gz`),
    localSegments,
  };
}

async function readWrappedSigningKey(client: Client): Promise<BackupManifest['signingKey']> {
  const { rows } = await client.query<{ kid: string; wrapped: string }>(`
    select kid, replace(encode(wrapped_private_key, 'base64'), chr(10), '') as wrapped
    from server_keys where purpose = 'signing' order by created_at desc limit 1`);
  return rows[0] ?? null;
}

function tellOf(
  { absent, damaged }: BackupManifest['localSegments'],
  print: (line: string) => void,
) {
  if (absent > 0) {
    print(
      `${absent} segments were swept or deleted while it ran, or are missing in the hot store: ` +
        'what was swept is in the archive.',
    );
  }
  if (damaged > 0) {
    print(
      `${damaged} files in the hot store are not what was signed. They are copied as they are.`,
    );
  }
}

async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const unfinished = join(folder, 'backup.json.unfinished');
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(unfinished, text, { mode: 0o600, flush: true });
  await renameDurably(unfinished, manifestPath(folder));
}

/** What was deleted from the installation goes from its backup too, once that is whole. */
async function tidy(folder: string, manifest: BackupManifest, list: FileList): Promise<void> {
  const current = new Set([manifest.databaseFolder, manifest.files.list]);
  for (const name of await readdir(folder)) {
    if (!/^(database-|files-)/.test(name) || current.has(name)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
  for (const store of STORES) {
    const root = storeFolder(folder, store);
    for await (const { key } of listFolder(root, '')) {
      if (list.seen(store, key) === null) await rm(join(root, key), { force: true });
    }
  }
}
