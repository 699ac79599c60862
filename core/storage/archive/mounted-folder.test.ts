import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drain, KEY, putSample } from '../contract/sample-blobs.ts';
import { FolderStore } from '../folder-store.ts';
import { FOLDER_MARKER } from '../store-marker.ts';
import { MountedFolder } from './mounted-folder.ts';

let root: string;
let store: FolderStore;
let folder: MountedFolder;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mounted-folder-'));
  store = new FolderStore(root);
  folder = new MountedFolder(root, store);
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('reads what is there, and says that a blob is missing among others', async () => {
  await putSample(store, KEY, Buffer.from('0123456789'));
  expect((await drain(await folder.read(KEY, { start: 2, end: 4 }))).toString()).toBe('23');
  await expect(folder.read('device-2/x.ts')).rejects.toMatchObject({ code: 'blob-missing' });
});

it('says that a blob is missing in an archive that is ours, and empty as before its first night', async () => {
  await writeFile(join(root, FOLDER_MARKER), '{}');
  await expect(folder.read(KEY)).rejects.toMatchObject({ code: 'blob-missing' });
});

it('is unavailable, and nothing lost, while its disk is not mounted', async () => {
  await expect(folder.read(KEY)).rejects.toMatchObject({ code: 'unavailable' });
  await mkdir(join(root, '.incoming'));
  await expect(folder.read(KEY)).rejects.toMatchObject({ code: 'unavailable' });
  await rm(root, { recursive: true });
  await expect(folder.read(KEY)).rejects.toMatchObject({ code: 'unavailable' });
});
