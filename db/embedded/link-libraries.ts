import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Paths from the package's root, such as "native/lib/libpq.so.5.18" and "native/lib/libpq.so.5". */
const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm tarballs hold no symbolic links. The package makes them in an install script, which many
 * installations forbid: without them `postgres` finds none of its libraries.
 */
export async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of SymlinkList.parse(JSON.parse(list))) {
    const link = path.join(root, path.relative('native', target));
    await symlink(path.basename(source), link).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
