import { randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeBlobStore } from './blob-store-contract.ts';
import { expectedOf, KEY } from './contract/sample-blobs.ts';
import { FolderStore } from './folder-store.ts';

const onLinux = process.platform === 'linux';

describeBlobStore('FolderStore', async () => {
  const root = await mkdtemp(join(tmpdir(), 'folder-store-'));
  return {
    store: new FolderStore(root),
    dispose: () => rm(root, { recursive: true }),
  };
});

describe('FolderStore', () => {
  let root: string;
  let store: FolderStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'folder-store-'));
    store = new FolderStore(root);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('leaves no temporary file behind, whether a put succeeds or fails', async () => {
    await put(KEY, Buffer.from('x'));
    await expect(
      store.put(KEY, of(Buffer.from('y')), { size: 1, crc64: '1' }),
    ).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(await readdir(join(root, '.incoming'))).toEqual([]);
  });

  it('shows nothing under the key before the whole is there', async () => {
    const bytes = randomBytes(3_000_000);
    let seen = 0;
    async function* watched() {
      for (let at = 0; at < bytes.length; at += 100_000) {
        yield bytes.subarray(at, at + 100_000);
        if ((await store.head(KEY)) !== null) seen += 1;
      }
    }
    await store.put(KEY, watched(), expectedOf(bytes));
    expect(seen).toBe(0);
    expect((await readFile(join(root, KEY))).equals(bytes)).toBe(true);
  });

  it('adopts a file in place, and again after a crash in between', async () => {
    const path = join(root, 'upload');
    await writeFile(path, 'content');
    await store.adopt(KEY, path);
    await store.adopt(KEY, path);
    expect(await readFile(join(root, KEY), 'utf8')).toBe('content');
    expect(await readdir(root)).toEqual(['device-1']);
  });

  it('adopts nothing that is nowhere, and nothing under a key that leaves the store', async () => {
    await expect(store.adopt(KEY, join(root, 'none'))).rejects.toMatchObject({
      code: 'blob-missing',
    });
    await writeFile(join(root, 'upload'), 'content');
    await expect(store.adopt('../outside', join(root, 'upload'))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('does not take a folder for a blob', async () => {
    await mkdir(join(root, 'device-1'));
    expect(await store.head('device-1')).toBeNull();
    await expect(store.read('device-1')).rejects.toMatchObject({ code: 'blob-missing' });
    await put('file.ts', Buffer.from('x'));
    expect(await store.head('file.ts/below')).toBeNull();
    await expect(store.read('file.ts/below')).rejects.toMatchObject({ code: 'blob-missing' });
  });

  it('discards what crashed puts have left, and nothing younger or not its own', async () => {
    await mkdir(join(root, '.incoming'));
    for (const name of ['put-old', 'put-new', 'other']) {
      await writeFile(join(root, '.incoming', name), 'x');
    }
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(root, '.incoming', 'put-old'), hourAgo, hourAgo);
    await utimes(join(root, '.incoming', 'other'), hourAgo, hourAgo);
    expect(await store.discardAbandoned(1_800_000, Date.now())).toBe(1);
    expect((await readdir(join(root, '.incoming'))).sort()).toEqual(['other', 'put-new']);
    expect(await new FolderStore(join(root, 'none')).discardAbandoned(0, Date.now())).toBe(0);
  });

  it.runIf(onLinux)('says so when a file shrinks while it is read', async () => {
    // More than what is read ahead.
    await put(KEY, randomBytes(8_000_000));
    const reader = await store.read(KEY);
    const readOn = async () => {
      for await (const _ of reader.chunks()) await writeFile(join(root, KEY), 'short');
    };
    await expect(readOn()).rejects.toMatchObject({ code: 'blob-missing' });
    expect(await openHandles()).toBe(0);
  });

  it.runIf(onLinux)('leaves no handle open, however a read ends', async () => {
    await put(KEY, randomBytes(1_000_000));

    const whole = await store.read(KEY);
    expect(await openHandles()).toBe(1);
    for await (const _ of whole.chunks());
    expect(await openHandles()).toBe(0);

    const left = await store.read(KEY);
    for await (const _ of left.chunks()) break;
    expect(await openHandles()).toBe(0);

    const never = await store.read(KEY);
    never.chunks();
    await never.close();
    expect(await openHandles()).toBe(0);

    await expect(store.read(KEY, { start: 0, end: 2_000_000 })).rejects.toThrow();
    await expect(store.put(KEY, of(Buffer.from('x')), { size: 2, crc64: '0' })).rejects.toThrow();
    expect(await openHandles()).toBe(0);
  });

  function put(key: string, bytes: Uint8Array): Promise<void> {
    return store.put(key, of(bytes), expectedOf(bytes));
  }

  /** How many files of this store this process has open. */
  async function openHandles(): Promise<number> {
    let open = 0;
    for (const fd of await readdir('/proc/self/fd')) {
      const target = await readlink(join('/proc/self/fd', fd)).catch(() => '');
      if (target.startsWith(root)) open += 1;
    }
    return open;
  }
});

async function* of(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
