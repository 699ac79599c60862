import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceId, newId, SegmentId } from '@workcompanion/core/ids';
import { BucketHotStore } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import type { HotStore, HotUpload } from '@workcompanion/core/storage/hot/hot-store';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { median } from './lib/stats.ts';
import { startTosProcess } from './lib/tos-process.ts';

const BYTES = 300_000;
const UPLOADS = 100;
const READS = 50;
const AT_ONCE = 16;
const ROUNDS = 3;

interface Measured {
  readonly perSecond: number;
  /** CPU time of this process, ms. */
  readonly cpuMs: number;
  readonly firstByteMs: number;
}

/** The hot store alone, in a folder and in a bucket on loopback: what an upload and a first byte cost. */
export async function benchHotStore(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-hot-'));
  const tos = await startTosProcess();
  const bucket = new TosStore(tos.storeOptions);
  const stores = {
    folder: new FolderHotStore(folder),
    bucket: new BucketHotStore(bucket, join(folder, 'node')),
  };
  try {
    const all: Record<keyof typeof stores, Measured[]> = { folder: [], bucket: [] };
    // By turns, so that what else the machine does weighs on both.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of ['folder', 'bucket'] as const) {
        const measured = await measure(stores[name]);
        // The first round warms up.
        if (round > 0) all[name].push(measured);
      }
      await tos.forget();
    }
    const [inFolder, inBucket] = [medians(all.folder), medians(all.bucket)];
    console.log(`hot store, ${BYTES / 1000} KB, ${AT_ONCE} at once, median of ${ROUNDS} rounds`);
    console.table({ folder: inFolder, bucket: inBucket });
    console.log(
      `ingest ${(inBucket.perSecond / inFolder.perSecond).toFixed(2)} × folder, ` +
        `first byte ${(inBucket.firstByteMs / inFolder.firstByteMs).toFixed(2)} × folder`,
    );
  } finally {
    await bucket.close();
    await tos.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(hot: HotStore): Promise<Measured> {
  const bytes = randomBytes(BYTES);
  const uploads = Array.from({ length: UPLOADS }, () => uploadOf(bytes));
  const waiting = [...uploads];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const sender = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const staged = await hot.stage(next, piecesOf(bytes));
      await staged.publish();
      await staged.discardAll();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const firstBytes: number[] = [];
  for (const { key } of uploads.slice(0, READS)) firstBytes.push(await firstByte(hot, key));
  return {
    perSecond: UPLOADS / seconds,
    cpuMs: (user + system) / 1000 / UPLOADS,
    firstByteMs: median(firstBytes),
  };
}

async function firstByte(hot: HotStore, key: string): Promise<number> {
  const start = performance.now();
  const reader = await hot.read(key);
  let at = 0;
  for await (const _ of reader.chunks()) at ||= performance.now() - start;
  return at;
}

function uploadOf(bytes: Buffer): HotUpload {
  const device = newId(DeviceId);
  const segment = newId(SegmentId);
  return {
    device,
    segment,
    key: `${device}/2026/03/29/${segment}.ts`,
    bytes: bytes.length,
    md5: createHash('md5').update(bytes).digest('hex'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    statement: 'x'.repeat(1030),
  };
}

/** As a socket gives them. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

function medians(rounds: readonly Measured[]): Measured {
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    firstByteMs: median(rounds.map(({ firstByteMs }) => firstByteMs)),
  };
}
