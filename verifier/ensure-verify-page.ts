import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['verifier', 'core', 'package-lock.json'];
const IGNORED = /(?:^|\/)(?:node_modules|dist|testing)(?:\/|$)|\.test\.ts$/;

/**
 * Where `verify.html` lies, built anew when its sources are others than those of the last build; beside it
 * the program for a command line (`verify.mjs`), and the digests of both to be published (`SHA256SUMS`).
 */
export async function ensureVerifyPage(): Promise<string> {
  const folder = join(import.meta.dirname, 'dist');
  const page = join(folder, 'verify.html');
  const stamp = join(folder, 'verify.sources');
  const wanted = await fingerprint();
  const lastBuild = await readFile(stamp, 'utf8').catch(() => null);
  if (lastBuild === wanted && (await readFile(page).catch(() => null)) !== null) return page;
  const { buildVerifyPage, buildVerifyProgram } = await import('./build.ts');
  await mkdir(folder, { recursive: true });
  const built = {
    'verify.html': await buildVerifyPage(),
    'verify.mjs': await buildVerifyProgram(),
  };
  for (const [name, text] of Object.entries(built)) await publish(join(folder, name), text);
  const sums = Object.entries(built).map(([name, text]) => `${sha256(text)}  ${name}\n`);
  await publish(join(folder, 'SHA256SUMS'), sums.join(''));
  await publish(stamp, wanted);
  return page;
}

/** Two that build at once each publish a whole file. */
async function publish(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, content);
  await rename(unfinished, file);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function fingerprint(): Promise<string> {
  const files = (await Promise.all(SOURCES.map((name) => filesBelow(join(ROOT, name))))).flat();
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const content = await readFile(file);
    hash.update(`\0${relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  const nested = entries
    .map((entry) => join(path, entry.name))
    .filter((file) => !IGNORED.test(relative(ROOT, file)))
    .map(filesBelow);
  return (await Promise.all(nested)).flat();
}
