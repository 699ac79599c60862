import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, RecordingId } from '@workcompanion/core/ids';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../web/env.ts';
import type { ServerContext } from '../../web/server/context.ts';
import { toldError } from '../../web/server/http/error-reply.ts';
import { type OpenedContext, openContext } from '../../web/server/open-context.ts';
import { receiveSegment } from '../../web/server/recorder/receive-segment.ts';
import { TestDevice } from '../../web/server/testing/test-device.ts';
import { currentKey, makeSegment, uploadOf } from '../../web/server/testing/test-segment.ts';

const MEGABYTE = 1024 ** 2;
const isRoot = process.getuid?.() === 0;

let folder: string;
let postgres: EmbeddedPostgres;
let opened: OpenedContext;
let ctx: ServerContext;
const disks: string[] = [];

/** A disk of its own, so small that it can be filled. */
async function mount(name: string, megabytes: number): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  disks.push(path);
  return path;
}

/** Leaves no byte; returns what frees it again. */
async function fill(path: string): Promise<() => Promise<void>> {
  const file = join(path, 'filler');
  for (const piece of [MEGABYTE, 4096]) {
    const bytes = Buffer.alloc(piece);
    for (;;) {
      try {
        await writeFile(file, bytes, { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return () => rm(file);
}

describe.skipIf(!isRoot)('a portal on small disks', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workcompanion-full-'));
    const databaseDir = await mount('postgres', 300);
    const hotDir = await mount('hot', 8);
    postgres = await startEmbeddedPostgres({ directory: databaseDir, durable: false });
    await migrate(postgres.ownerUrl, { portalUrl: postgres.url });
    opened = await openContext(
      readEnv({
        DATABASE_URL: postgres.url,
        DATABASE_DIR: databaseDir,
        HOT_DIR: hotDir,
        HOT_MINIMUM_FREE_BYTES: '0',
        THUMBNAIL_DIR: join(folder, 'thumbnails'),
        EVIDENCE_PACKAGES_DIR: join(folder, 'evidence-packages'),
        ARCHIVE_KIND: 'off',
        PUBLIC_URL: 'https://portal.example',
        MASTER_KEY: '5a'.repeat(32),
        LOG_LEVEL: 'silent',
      }),
    );
    ctx = opened.context;
  }, 120_000);
  afterAll(async () => {
    await opened.close();
    await postgres.stop();
    for (const disk of disks) execFileSync('umount', ['-l', disk]);
    await rm(folder, { recursive: true, force: true });
  });

  /** Uploads as many small segments as said; returns the codes of those that failed. */
  async function uploads(count: number): Promise<string[]> {
    const device = await TestDevice.enrolled(ctx);
    const own = device.in(ctx);
    const wish = { recording: newId(RecordingId), key: await currentKey(own) };
    const codes: string[] = [];
    for (let sequence = 0; sequence < count && codes.length === 0; sequence += 1) {
      const segment = makeSegment({ ...wish, sequence, plainBytes: 188 });
      const upload = uploadOf(segment, await device.state(segment.body));
      await receiveSegment(own, upload).catch((error: unknown) => {
        const { code, retryable } = toldError(error);
        codes.push(`${code} ${retryable}`);
      });
    }
    return codes;
  }
  const state = async () => {
    const { status, parts } = await ctx.readiness();
    return [status, parts.database.state, parts.hot.state];
  };
  const HEALTHY = ['degraded', 'ok', 'ok'];
  const becomes = (wanted: string[]) => expect.poll(state, { timeout: 20_000 }).toEqual(wanted);

  it('puts uploads off while the hot disk is full, says so, and goes on when there is room', async () => {
    expect(await uploads(1)).toEqual([]);
    await becomes(HEALTHY);
    const free = await fill(join(folder, 'hot'));
    expect(await uploads(1)).toEqual(['storage-full true']);
    await becomes(['degraded', 'ok', 'full']);
    await free();
    await becomes(HEALTHY);
    expect(await uploads(1)).toEqual([]);
  }, 120_000);

  it('puts uploads off while the disk of the database is full, says so, and goes on when there is room', async () => {
    const device = await TestDevice.enrolled(ctx);
    await currentKey(device.in(ctx));
    const free = await fill(join(folder, 'postgres'));
    await becomes(['not-ready', 'full', 'ok']);
    const uploading = uploads(2_000).catch((error: unknown) => {
      const { code, retryable } = toldError(error);
      return [`${code} ${retryable}`];
    });
    expect(await uploading).toEqual(['storage-full true']);
    await free();
    await becomes(HEALTHY);
    expect(await uploads(1)).toEqual([]);
  }, 120_000);
});
