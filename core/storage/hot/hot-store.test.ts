import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { DeviceId, newId, SegmentId } from '../../ids.ts';
import { RESUMABLE_BYTES } from '../../protocol/routes.ts';
import { chunksOf, md5Of, readAll } from '../contract/sample-blobs.ts';
import type { RemoteStore } from '../remote/remote-store.ts';
import { S3Store } from '../remote/s3-store.ts';
import { TosStore } from '../remote/tos-store.ts';
import { patientOptionsFor } from '../testing/open-test-tos.ts';
import { newBucket, type Swift, startSwift } from '../testing/swift/start-swift.ts';
import { startTosServer, type TosServer } from '../testing/tos-server/start-tos-server.ts';
import { BucketHotStore } from './bucket-hot-store.ts';
import { FolderHotStore } from './folder-hot-store.ts';
import type { HotStore, HotUpload } from './hot-store.ts';

const HOUR_MS = 3_600_000;
/** As long as that of a segment. */
const STATEMENT = `${'a'.repeat(40)}.${'b'.repeat(950)}.${'c'.repeat(86)}`;

let folder: string;
let server: TosServer;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hot-'));
  server = await startTosServer({ port: 0 });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await server.close();
  await rm(folder, { recursive: true });
});

const swift = await startSwift();
if (swift === null)
  console.info('OpenStack Swift is not installed: the hot store is not tried on it.');
afterAll(() => swift?.stop());

/** As one node opens it. */
function bucketNode(name: string, bucket: RemoteStore = new TosStore(patientOptionsFor(server))) {
  const store = new BucketHotStore(bucket, join(folder, name));
  closers.push(() => store.close());
  return store;
}

function uploadOf(bytes: Uint8Array, atMs = Date.now()): HotUpload {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const segment = newId(SegmentId, atMs);
  return {
    device: newId(DeviceId),
    segment,
    key: `device/2026/03/29/${segment}-${sha256.slice(0, 16)}.ts`,
    bytes: bytes.length,
    md5: md5Of(bytes),
    sha256,
    statement: STATEMENT,
  };
}

const whole = (bytes: Uint8Array) => chunksOf(bytes, 65_536);

async function* cutOff(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  yield* whole(bytes.subarray(0, at));
  throw new AppError('truncated-body', 'The connection broke.');
}

async function keysOf(store: HotStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

/** Two nodes. */
const KINDS: readonly (readonly [string, () => Promise<readonly [HotStore, HotStore]>])[] = [
  ['folder', async () => [new FolderHotStore(folder), new FolderHotStore(folder)]],
  ['bucket of TOS', async () => [bucketNode('a'), bucketNode('b')]],
  ...(swift === null ? [] : [['bucket of S3, on Swift', () => onSwift(swift)] as const]),
];

async function onSwift(store: Swift): Promise<readonly [HotStore, HotStore]> {
  const options = await newBucket(store);
  return [bucketNode('a', new S3Store(options)), bucketNode('b', new S3Store(options))];
}

describe.each(KINDS)('a hot store in a %s', (kind, open) => {
  const small = randomBytes(300_000);
  const large = randomBytes(RESUMABLE_BYTES + 1_000_000);

  it('holds what was published, as all nodes read it', async () => {
    const [a, b] = await open();
    for (const bytes of [small, large]) {
      const upload = uploadOf(bytes);
      const staged = await a.stage(upload, whole(bytes));
      expect(await staged.publish()).toBe('published');
      await staged.discardAll();
      expect((await readAll(b, upload.key)).equals(bytes)).toBe(true);
      expect(Date.now() - ((await b.writtenAt(upload.key)) ?? 0)).toBeLessThan(60_000);
    }
    expect(await a.writtenAt('none')).toBeNull();
  });

  it('tells the statement of a small blob, unless it is a file', async () => {
    const [a, b] = await open();
    const upload = uploadOf(small);
    await (await a.stage(upload, whole(small))).publish();
    expect(await b.statementOf(upload.key)).toBe(kind === 'folder' ? null : STATEMENT);
  });

  it('keeps what two nodes have brought at the same time', async () => {
    const [a, b] = await open();
    const upload = uploadOf(large);
    const attempts = await Promise.all([
      a.stage(upload, whole(large)),
      b.stage(upload, whole(large)),
    ]);
    expect(await attempts[0].publish()).toBe('published');
    await attempts[1].discard();
    expect((await readAll(b, upload.key)).equals(large)).toBe(true);
  });

  it('stores nothing of a body that proves wrong at its end', async () => {
    const [a] = await open();
    async function* wrong(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      yield* whole(bytes);
      throw new AppError('digest-mismatch', 'Not what was signed.');
    }
    for (const bytes of [small, large]) {
      const upload = uploadOf(bytes);
      await expect(a.stage(upload, wrong(bytes))).rejects.toMatchObject({
        code: 'digest-mismatch',
      });
      expect(await a.head(upload.key)).toBeNull();
      expect(await a.keptPart(upload)).toBeNull();
    }
    expect(await keysOf(a)).toEqual([]);
  });

  it('lets any node go on with a large body whose connection broke', async () => {
    const [a, b] = await open();
    const upload = uploadOf(large);
    const broken = a.stage(upload, cutOff(large, 2_000_000));
    await expect(broken).rejects.toMatchObject({ code: 'truncated-body' });
    const kept = await b.keptPart(upload);
    const from = (kept?.bytes ?? 0) - 1000;
    expect(from).toBeGreaterThan(1_000_000);
    async function* rest() {
      if (kept !== null) yield* b.takeOver({ ...kept, bytes: from });
      yield* whole(large.subarray(from));
    }
    const staged = await b.stage(upload, rest());
    await staged.publish();
    await staged.discardAll();
    expect((await readAll(a, upload.key)).equals(large)).toBe(true);
    expect(await a.keptPart(upload)).toBeNull();
    await expect(a.stage(upload, cutOff(large, 2_000_000))).rejects.toBeDefined();
    await b.discardParts(upload);
    expect(await a.keptPart(upload)).toBeNull();
    const small2 = uploadOf(small);
    const short = a.stage(small2, cutOff(small, 100_000));
    await expect(short).rejects.toMatchObject({ code: 'truncated-body' });
    expect(await a.keptPart(small2)).toBeNull();
  });

  it('says that a kept part is gone', async () => {
    const [a] = await open();
    const gone = { path: join(folder, 'none'), bytes: 10 };
    const taking = async () => {
      for await (const _ of a.takeOver({
        ...gone,
        path: a instanceof FolderHotStore ? gone.path : 'none',
      }));
    };
    await expect(taking()).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
  });

  it('removes what is left of attempts once they are old', async () => {
    const [a] = await open();
    const upload = uploadOf(large);
    await a.stage(upload, cutOff(large, 2_000_000)).catch(() => undefined);
    expect(await a.removeAttempts(Date.now() - HOUR_MS)).toBe(0);
    expect(await a.keptPart(upload)).not.toBeNull();
    expect(await a.removeAttempts(Date.now() + HOUR_MS)).toBe(1);
    expect(await a.keptPart(upload)).toBeNull();
  });
});

describe('a hot store in a folder', () => {
  it('never takes a name from another file, and replaces one that is damaged', async () => {
    const store = new FolderHotStore(folder);
    const bytes = randomBytes(1000);
    const upload = uploadOf(bytes);
    await (await store.stage(upload, whole(bytes))).publish();
    const path = join(folder, upload.key);
    await utimes(path, 1, 1);
    expect(await (await store.stage(upload, whole(bytes))).publish()).toBe('published');
    expect(await store.writtenAt(upload.key)).toBe(1000);
    await writeFile(path, 'other');
    expect(await (await store.stage(upload, whole(bytes))).publish()).toBe('replaced');
    expect((await readAll(store, upload.key)).equals(bytes)).toBe(true);
  });

  it('tells of an attempt that another has taken over', async () => {
    const store = new FolderHotStore(folder);
    const bytes = randomBytes(1000);
    const staged = await store.stage(uploadOf(bytes), whole(bytes));
    await staged.discard();
    await expect(staged.publish()).rejects.toMatchObject({ code: 'upload-in-progress' });
  });
});

describe('a hot store in a bucket', () => {
  const bytes = randomBytes(300_000);

  it('keeps the statement beside the bytes, in one request', async () => {
    const upload = uploadOf(bytes);
    await (await bucketNode('a').stage(upload, whole(bytes))).publish();
    expect(server.stats.requests).toEqual({ put: 1 });
    expect(server.objects.get(upload.key)?.metadata).toMatchObject({
      'x-tos-meta-statement': STATEMENT.slice(0, 256),
      'x-tos-meta-md5': upload.md5,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('never gives the store the end of a body that is not proved', async () => {
    const upload = uploadOf(bytes);
    async function* wrong(): AsyncGenerator<Uint8Array> {
      yield* whole(bytes);
      throw new AppError('digest-mismatch', 'Not what was signed.');
    }
    await bucketNode('a')
      .stage(upload, wrong())
      .catch(() => undefined);
    expect(server.stats.bytesIn).toBeLessThan(bytes.length);
    expect(server.objects.size).toBe(0);
  });

  it('is out of reach for the sender, whatever the store says', async () => {
    const node = bucketNode('a');
    const faults = [
      { kind: 'status', status: 403, code: 'AccessDenied' },
      { kind: 'status', status: 400, code: 'BadDigest' },
      { kind: 'bad-gateway' },
    ] as const;
    for (const fault of faults) {
      server.addFault({ operation: 'put', fault, times: 1 });
      const staging = node.stage(uploadOf(bytes), whole(bytes));
      await expect(staging).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    }
  });

  it('asks a store that fails again and again only now and then, and says why meanwhile', async () => {
    const node = bucketNode('a');
    const stage = () => node.stage(uploadOf(bytes), whole(bytes));
    const fault = {
      kind: 'status',
      status: 507,
      code: 'InsufficientStorage',
      early: true,
    } as const;
    server.addFault({ operation: 'put', fault });
    for (let failure = 0; failure < 5; failure += 1) {
      expect(node.trouble).toBeNull();
      await expect(stage()).rejects.toMatchObject({ code: 'storage-full', retryAfterSeconds: 60 });
    }
    expect(node.trouble).toBe('storage-full');
    const put = server.stats.requests['put'];
    server.clearFaults();
    await expect(stage()).rejects.toMatchObject({ code: 'storage-full', retryAfterSeconds: 60 });
    const large = randomBytes(RESUMABLE_BYTES + 1);
    await expect(node.stage(uploadOf(large), whole(large))).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(server.stats.requests['put']).toBe(put);
    const taken = () => stage().then(() => node.trouble);
    await expect.poll(() => taken().catch(() => 'refused'), { timeout: 9_000 }).toBeNull();
  }, 15_000);

  it('does not take what a sender does wrong for a fault of the store', async () => {
    const node = bucketNode('a');
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const broken = node.stage(uploadOf(bytes), cutOff(bytes, 100_000));
      await expect(broken).rejects.toMatchObject({ code: 'truncated-body' });
    }
    expect(node.trouble).toBeNull();
    expect(node.needsDisk(bytes.length)).toBe(false);
    expect((await node.disk()).freeBytes).toBeGreaterThan(0);
  });

  it('looks whether an object that was old enough to be removed is still there', async () => {
    const node = bucketNode('a');
    const upload = uploadOf(bytes, Date.now() - HOUR_MS);
    const staged = await node.stage(upload, whole(bytes));
    expect(await staged.publish()).toBe('published');
    await node.delete(upload.key);
    await expect(staged.publish()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
