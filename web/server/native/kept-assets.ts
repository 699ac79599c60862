import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import Negotiator from 'negotiator';

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
  /** What Next has built. */
  readonly built: string;
  /** Files of all builds of late: of releases before, and of other nodes where they share it. */
  readonly kept: string;
}

/** A file as it lies on the disk. */
interface Form {
  readonly file: string;
  readonly size: number;
  readonly coding: Coding | null;
}

/** The codings in which a build lies ready (RFC 9110, section 8.4.1), by the endings of their files. */
export const ASSET_CODINGS = { br: '.br', gzip: '.gz' } as const;

type Coding = keyof typeof ASSET_CODINGS;
/** The smallest first. */
const CODINGS = ['br', 'gzip'] as const satisfies readonly Coding[];

/**
 * The files that pages of this build and of others ask for. Their names tell their content, so that a page
 * may get its files from any node that has them: behind a balancer two releases are at work for a while, and
 * a tab outlives the release that it was opened with. Next would compress each of them for each request.
 */
export class KeptAssets {
  readonly #kept: string;

  private constructor(kept: string) {
    this.#kept = kept;
  }

  /** Adds the files of this build to what is kept, and drops those that no build of late had. */
  static async open({ built, kept }: Folders): Promise<KeptAssets> {
    for (const name of await filesBelow(built)) {
      await keep(path.join(built, name), path.join(kept, name));
    }
    const oldest = Date.now() - KEPT_MS;
    for (const name of await filesBelow(kept)) {
      const file = path.join(kept, name);
      const isOld = (await stat(file).catch(() => null))?.mtimeMs ?? oldest;
      if (isOld < oldest) await rm(file, { force: true });
    }
    return new KeptAssets(kept);
  }

  /** Whether it has answered: what nobody has is left to Next. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname } = new URL(request.url ?? '/', 'http://portal.invalid');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !pathname.startsWith(PREFIX)) return false;
    const name = pathname.slice(PREFIX.length);
    if (!NAME.test(name)) return false;
    const form = await this.#formFor(request, name);
    if (form === null) return false;
    const headers = headersOf(name, form);
    const isKnown = request.headers['if-none-match'] === headers.etag;
    response.writeHead(isKnown ? 304 : 200, headers);
    if (isKnown || request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(form.file), response);
    return true;
  }

  /** The smallest that the client takes, and that is there. */
  async #formFor(request: IncomingMessage, name: string): Promise<Form | null> {
    const taken = new Negotiator(request).encodings(CODINGS);
    for (const coding of [...CODINGS.filter((each) => taken.includes(each)), null]) {
      const file = path.join(this.#kept, coding === null ? name : name + ASSET_CODINGS[coding]);
      const found = await stat(file).catch(() => null);
      if (found?.isFile()) return { file, size: found.size, coding };
    }
    return null;
  }
}

/** The name tells the content, its ending the form. */
function headersOf(name: string, { file, size, coding }: Form) {
  return {
    etag: `"${path.basename(file)}"`,
    vary: 'accept-encoding',
    'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'content-length': size,
    ...(coding !== null && { 'content-encoding': coding }),
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
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
