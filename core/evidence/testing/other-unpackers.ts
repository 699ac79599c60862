import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Digests by path, folders apart. */
export type Content = ReadonlyMap<string, string>;

const PROGRAMS: Readonly<Record<string, (zip: string, into: string) => readonly string[]>> = {
  python3: (zip, into) => ['-m', 'zipfile', '-e', zip, into],
  bsdtar: (zip, into) => ['-xf', zip, '-C', into],
  '7z': (zip, into) => ['x', '-y', '-bd', `-o${into}`, zip],
  busybox: (zip, into) => ['unzip', '-q', '-o', zip, '-d', into],
  unzip: (zip, into) => ['-qq', '-o', zip, '-d', into],
};

/** The programs of this computer that unpack a zip. */
export async function otherUnpackers(): Promise<string[]> {
  const found = await Promise.all(
    Object.keys(PROGRAMS).map(async (program) => {
      const isThere = await run('which', [program]).then(
        () => true,
        () => false,
      );
      return isThere ? [program] : [];
    }),
  );
  return found.flat();
}

/** What a program makes of an archive; null when it says that something is wrong with it. */
export async function unpackedBy(program: string, zip: Uint8Array): Promise<Content | null> {
  const folder = await mkdtemp(join(tmpdir(), 'unpacked-by-'));
  try {
    const [file, into] = [join(folder, 'a.zip'), join(folder, 'out')];
    await writeFile(file, zip);
    await run('mkdir', [into]);
    const args = PROGRAMS[program]?.(file, into) ?? [];
    const isFine = await run(program, [...args], { timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    return isFine ? await contentOf(into) : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function contentOf(folder: string): Promise<Content> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const content = new Map<string, string>();
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    content.set(relative(folder, file), digestOf(await readFile(file)));
  }
  return content;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
