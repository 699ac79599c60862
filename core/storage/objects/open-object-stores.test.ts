import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderStore } from '../folder-store.ts';
import { putBytes } from '../put-bytes.ts';
import { openTestTos } from '../testing/open-test-tos.ts';
import {
  OBJECT_KINDS,
  ObjectStoreEnv,
  objectStoreOptions,
  openObjectStores,
} from './open-object-stores.ts';

let tos: Awaited<ReturnType<typeof openTestTos>>;
beforeAll(async () => {
  tos = await openTestTos();
});
afterAll(() => tos.dispose());

function envOf(changes: Readonly<Record<string, string>> = {}) {
  const { server } = tos;
  return ObjectStoreEnv.parse({
    OBJECTS_KIND: 'tos',
    OBJECTS_ENDPOINT: server.endpoint,
    OBJECTS_REGION: server.credentials.region,
    OBJECTS_BUCKET: server.bucket,
    OBJECTS_ACCESS_KEY_ID: server.credentials.accessKeyId,
    OBJECTS_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
    OBJECTS_TLS: 'false',
    THUMBNAIL_DIR: tmpdir(),
    ...changes,
  });
}

describe('the stores of what is made besides footage', () => {
  it('are folders unless said otherwise', () => {
    const { thumbnails, releases } = openObjectStores(
      objectStoreOptions(envOf({ OBJECTS_KIND: 'folder' })),
    );
    expect(thumbnails).toBeInstanceOf(FolderStore);
    expect(releases).toBeInstanceOf(FolderStore);
  });

  it('are the bucket that the settings name, each under its own name', async () => {
    const stores = openObjectStores(objectStoreOptions(envOf()));
    for (const kind of OBJECT_KINDS) await putBytes(stores[kind], 'a.pack', Buffer.from(kind));
    for (const kind of OBJECT_KINDS) {
      expect(await tos.store.head(`${kind}/a.pack`)).toMatchObject({ size: kind.length });
    }
  });

  it('are not opened without their settings, nor where footage lies', () => {
    const { OBJECTS_BUCKET: _, ...without } = envOf();
    expect(() => objectStoreOptions(without)).toThrow('OBJECTS_BUCKET');
    const { endpoint, bucket } = tos.server;
    const hot = { HOT_ENDPOINT: `${endpoint}/`, HOT_BUCKET: bucket };
    expect(() => objectStoreOptions({ ...envOf(), ...hot })).toThrow('another bucket');
    const archive = { ARCHIVE_ENDPOINT: endpoint, ARCHIVE_BUCKET: bucket };
    expect(() => objectStoreOptions({ ...envOf(), ...archive })).toThrow('another bucket');
  });
});
