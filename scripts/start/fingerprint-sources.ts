import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the portal's pages are built from. */
const SOURCES = ['web', 'core', 'db'];
const IGNORED_FOLDERS = new Set(['node_modules', '.next', 'e2e', 'migrations', 'testing']);
const IGNORED_FILES = /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/;

/** A hash over the contents: dates say nothing after a checkout or a copy. */
export async function fingerprintSources(root: string): Promise<string> {
  const files = (await Promise.all(SOURCES.map((name) => filesBelow(join(root, name))))).flat();
  const hash = createHash('sha256').update(process.version);
  for (const file of [join(root, 'package-lock.json'), ...files.toSorted()]) {
    const content = await readFile(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return IGNORED_FOLDERS.has(entry.name) ? [] : filesBelow(path);
    return IGNORED_FILES.test(entry.name) ? [] : [path];
  });
  return (await Promise.all(nested)).flat();
}
