import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from '../../blob-store.ts';
import { expectedOf, putSample } from '../../contract/sample-blobs.ts';
import { openTestTos } from '../../testing/open-test-tos.ts';
import type { TosServer } from '../../testing/tos-server/start-tos-server.ts';
import { ColdCache } from '../cold-cache.ts';
import type { CataloguedBlob } from '../hydration.ts';

export interface ArchivedBytes {
  readonly blob: CataloguedBlob;
  readonly bytes: Buffer;
}

export interface ColdCacheFixture {
  readonly server: TosServer;
  readonly archive: BlobStore;
  readonly folder: string;
  readonly problems: unknown[];
  /** As a process that has just started opens it. */
  open(capacityBytes?: number, archive?: Pick<BlobStore, 'read'>): Promise<ColdCache>;
  /** Puts a blob into the archive. */
  store(bytes: number, key?: string): Promise<ArchivedBytes>;
  /** Downloads that the archive was asked for. */
  gets(): number;
  /** Names in the cache's folder, and what is half-done in it. */
  files(): Promise<readonly string[]>;
  halves(): Promise<readonly string[]>;
  /** Files of the cache that this process holds open. */
  openFiles(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

const GIB = 1024 ** 3;
/** A busy machine is no archive that stalls. */
const PATIENCE = { connectMs: 5_000, idleMs: 2_500, totalMs: 20_000 };

/** A TOS that can be made to fail, and a folder for caches on it. */
export async function openColdCacheFixture(): Promise<ColdCacheFixture> {
  const { server, store: archive, dispose } = await openTestTos({ timeouts: PATIENCE });
  const folder = await mkdtemp(join(tmpdir(), 'cold-cache-'));
  const problems: unknown[] = [];
  let stored = 0;
  return {
    server,
    archive,
    folder,
    problems,
    open: (capacityBytes = GIB, source = archive) =>
      ColdCache.open({
        folder,
        capacityBytes,
        archive: source,
        onProblem: (error) => problems.push(error),
      }),
    async store(size, key = `device-1/2026/03/29/segment-${stored++}.ts`) {
      const bytes = randomBytes(size);
      await putSample(archive, key, bytes);
      return { bytes, blob: { key, ...expectedOf(bytes) } };
    },
    gets: () => server.stats.requests['get'] ?? 0,
    files: async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(),
    halves: () => readdir(join(folder, '.incoming')),
    openFiles: () => openFilesBelow(folder),
    async dispose() {
      await dispose();
      await rm(folder, { recursive: true });
    },
  };
}

async function openFilesBelow(folder: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd');
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return targets.filter((target) => target.startsWith(folder));
}
