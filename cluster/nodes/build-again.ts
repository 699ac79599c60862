import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, buildWeb } from '../../scripts/start/build-web.ts';

const run = promisify(execFile);
const STAMP = join('node_modules', '.cache', 'workcompanion', 'web-build');
/** What a copy of the checkout has of its own, or no use for. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'data', 'test-results']);

/**
 * Builds the pages of these sources once more, in a copy of the checkout, as another node would: a few
 * files come out under other names. Answers where the copy is, which stays for the next time. Not below
 * `node_modules`: what lies there is not compiled.
 */
export async function buildAgain({ root, ...options }: BuildOptions): Promise<string> {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const copy = join(tmpdir(), `workcompanion-second-build-${name}`);
  if ((await stampOf(copy)) !== (await stampOf(root))) {
    await rm(copy, { recursive: true, force: true });
    await mkdir(join(copy, 'node_modules'), { recursive: true });
    const names = (await readdir(root)).filter((name) => !LEFT_OUT.has(name));
    await link(names, root, copy);
    await rm(join(copy, 'web', '.next'), { recursive: true, force: true });
    const modules = (await readdir(join(root, 'node_modules'))).filter((name) => name !== '.cache');
    await link(modules, join(root, 'node_modules'), join(copy, 'node_modules'));
  }
  await buildWeb({ root: copy, ...options });
  return copy;
}

/** As hard links, or copied where the temporary folder is another file system. */
async function link(names: readonly string[], from: string, to: string): Promise<void> {
  const files = names.map((name) => join(from, name));
  await run('cp', ['-al', ...files, to]).catch(() => run('cp', ['-a', ...files, to]));
}

function stampOf(root: string): Promise<string | null> {
  return readFile(join(root, STAMP), 'utf8').catch(() => null);
}
