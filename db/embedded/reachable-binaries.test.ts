import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reachableBinaries } from './reachable-binaries.ts';

const NOBODY = { uid: 65_534, gid: 65_534 };
const LINKS = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];

let folder: string;
let root: string;
let cache: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'workcompanion-binaries-'));
  root = path.join(folder, 'home', 'native');
  cache = path.join(folder, 'cache');
  await mkdir(path.join(root, 'bin'), { recursive: true });
  await mkdir(path.join(root, 'lib'));
  await writeFile(path.join(root, 'bin', 'postgres'), 'the program');
  await chmod(path.join(root, 'bin', 'postgres'), 0o755);
  await writeFile(path.join(root, 'lib', 'libpq.so.5.18'), 'the library', { mode: 0o600 });
  await writeFile(path.join(root, 'pg-symlinks.json'), JSON.stringify(LINKS));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (...file: string[]) => (await stat(path.join(...file))).mode & 0o777;

const find = (account: typeof NOBODY | null) =>
  reachableBinaries({ root, version: '18.4.0' }, account, cache);

describe('reachableBinaries', () => {
  it('makes the library links that npm could not bring, and may do so twice', async () => {
    expect(await find(null)).toBe(root);
    expect(await find(null)).toBe(root);
    expect(await readlink(path.join(root, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it.skipIf(process.getuid?.() !== 0)(
    'copies them for the other account when a folder above is closed to it',
    async () => {
      const [copy, again] = await Promise.all([find(NOBODY), find(NOBODY)]);
      expect(again).toBe(copy);
      expect(copy.startsWith(cache)).toBe(true);
      expect(await readFile(path.join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('the library');
      expect(await modeOf(copy, 'bin', 'postgres')).toBe(0o755);
      expect(await modeOf(copy, 'lib', 'libpq.so.5.18')).toBe(0o644);
      expect(await find(NOBODY)).toBe(copy);
    },
  );

  it.skipIf(process.getuid?.() !== 0)('leaves them where they are when it can enter', async () => {
    for (const open of [folder, path.dirname(root), root]) await chmod(open, 0o755);
    expect(await find(NOBODY)).toBe(root);
  });
});
