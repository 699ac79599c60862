import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const PREFIX = '/_next/static/';
/** Names that a build gives; nothing that leads elsewhere. */
const NAME = /^(?!.*\.\.)[\w~.-]+(?:\/[\w~.-]+)*$/;
/** A tab that was opened with a release asks for its files as long as nobody reloads it. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Folders {
  /** What Next has built, and serves by itself. */
  readonly built: string;
  /** Files of all builds of late: of releases before, and of other nodes where they share it. */
  readonly kept: string;
}

/**
 * The files that pages of other builds ask for. Their names tell their content, so that a page may get
 * its files from any node that has them: behind a balancer two releases are at work for a while, and a
 * tab outlives the release that it was opened with.
 */
export class KeptAssets {
  readonly #kept: string;
  readonly #own: ReadonlySet<string>;

  private constructor(kept: string, own: ReadonlySet<string>) {
    this.#kept = kept;
    this.#own = own;
  }

  /** Adds the files of this build to what is kept, and drops those that no build of late had. */
  static async open({ built, kept }: Folders): Promise<KeptAssets> {
    const own = await filesBelow(built);
    for (const name of own) await keep(path.join(built, name), path.join(kept, name));
    const oldest = Date.now() - KEPT_MS;
    for (const name of await filesBelow(kept)) {
      const file = path.join(kept, name);
      const isOld = (await stat(file).catch(() => null))?.mtimeMs ?? oldest;
      if (isOld < oldest) await rm(file, { force: true });
    }
    return new KeptAssets(kept, new Set(own));
  }

  /** Whether it has answered: what this build has is left to Next, and what nobody has too. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname } = new URL(request.url ?? '/', 'http://portal.invalid');
    if (request.method !== 'GET' || !pathname.startsWith(PREFIX)) return false;
    const name = pathname.slice(PREFIX.length);
    if (!NAME.test(name) || this.#own.has(name)) return false;
    const file = path.join(this.#kept, name);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return false;
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    await pipeline(createReadStream(file), response);
    return true;
  }
}

/** A file is whole or not there; one that is there only becomes young again. */
async function keep(from: string, to: string): Promise<void> {
  const now = new Date();
  const isThere = await utimes(to, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const unfinished = `${to}.${process.pid}`;
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, unfinished);
  await rename(unfinished, to);
}

/** By relative path, with forward slashes; none where there is no folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'));
}
