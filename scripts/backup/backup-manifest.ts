import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '@workcompanion/core/errors';
import { DatabaseDump } from '@workcompanion/db/dump/database-dump';
import { z } from 'zod';
import type { StartEnv } from '../start/env.ts';

/** What of an installation is kept: each a folder of files. The archive only when asked for. */
export const STORES = [
  'hot',
  'thumbnails',
  'evidence-packages',
  'journal',
  'releases',
  'archive',
] as const;
export type BackupStore = (typeof STORES)[number];

const PlainName = z.string().regex(/^\w[\w.-]*$/);
const Sha256 = z.hex().length(64);

/** `backup.json`, written last: a folder without one holds no finished backup. */
export const BackupManifest = z.object({
  v: z.literal(1),
  /** UTC ms. */
  finishedAt: z.number().int(),
  database: DatabaseDump,
  /** The folder of the dump's files. */
  databaseFolder: PlainName,
  /** Wrapped by the master key, as it is in the database: whether a key at hand is the right one. */
  signingKey: z.object({ kid: z.string(), wrapped: z.base64() }).nullable(),
  stores: z.array(z.enum(STORES)),
  /** The list of all files, one JSON object a line, compressed with gzip. */
  files: z.object({
    list: PlainName,
    sha256: Sha256,
    count: z.number().int(),
    bytes: z.number().int(),
  }),
  /** Segments that the database calls local: whose file was gone, or is not what was signed. */
  localSegments: z.object({ absent: z.number().int(), damaged: z.number().int() }),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** A file of a store: its first `bytes` bytes, for some only ever grow. */
export const BackupFile = z.object({
  store: z.enum(STORES),
  key: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: Sha256,
  /** When the original was last written, UTC ms. */
  modified: z.number(),
});
export type BackupFile = z.infer<typeof BackupFile>;

export const manifestPath = (folder: string) => join(folder, 'backup.json');
export const storeFolder = (folder: string, store: BackupStore) => join(folder, 'files', store);

/** Null when the folder holds no finished backup. */
export async function readBackupManifest(folder: string): Promise<BackupManifest | null> {
  const text = await readFile(manifestPath(folder), 'utf8').catch(() => null);
  return text === null ? null : BackupManifest.parse(JSON.parse(text));
}

export async function* readFileList(path: string): AsyncGenerator<BackupFile> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) yield BackupFile.parse(JSON.parse(line));
}

/** Where the files of an installation lie. */
export function sourceFolders(env: StartEnv): Record<BackupStore, string> {
  return {
    hot: env.hotDir,
    thumbnails: env.thumbnailDir,
    'evidence-packages': env.evidencePackagesDir,
    journal: env.journalDir,
    releases: env.releasesDir,
    archive: env.archiveDir,
  };
}

/** What lies in buckets, which have copies of their own: no backup holds it. */
export function storesInBuckets(env: StartEnv): BackupStore[] {
  return [
    ...(env.isHotInBucket ? (['hot'] as const) : []),
    ...(env.areObjectsInBucket
      ? (['thumbnails', 'evidence-packages', 'journal', 'releases'] as const)
      : []),
  ];
}

/** A backup within what it copies would copy itself, and be lost with it. Throws `invalid-input`. */
export function assertFoldersApart(folder: string, env: StartEnv): void {
  for (const source of [env.dataDir, ...Object.values(sourceFolders(env))]) {
    if (!isWithin(folder, source) && !isWithin(source, folder)) continue;
    throw new AppError('invalid-input', `${folder} and ${source} must not lie in one another.`);
  }
}

function isWithin(inner: string, outer: string): boolean {
  return !relative(outer, inner).startsWith('..');
}
