import { relative } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import type { StartEnv } from '../start/env.ts';
import type { BackupStore } from './backup-manifest.ts';

/** Where the files of an installation lie. */
export function sourceFolders(env: StartEnv): Record<BackupStore, string> {
  return {
    hot: env.hotDir,
    thumbnails: env.thumbnailDir,
    'evidence-packages': env.evidencePackagesDir,
    releases: env.releasesDir,
    archive: env.archiveDir,
  };
}

/** A backup within what it copies would copy itself, and be lost with it. Throws `invalid-input`. */
export function assertApart(folder: string, env: StartEnv): void {
  for (const source of [env.dataDir, ...Object.values(sourceFolders(env))]) {
    if (!isWithin(folder, source) && !isWithin(source, folder)) continue;
    throw new AppError('invalid-input', `${folder} and ${source} must not lie in one another.`);
  }
}

function isWithin(inner: string, outer: string): boolean {
  return !relative(outer, inner).startsWith('..');
}
