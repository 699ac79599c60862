import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ObjectStoreEnv, openObjectBucket } from './open-object-bucket.ts';
import { putBytes } from './put-bytes.ts';
import { openTestTos } from './testing/open-test-tos.ts';

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
    ...changes,
  });
}

describe('the bucket of what is made from footage', () => {
  it('is none where a folder is used', () => {
    expect(openObjectBucket(envOf({ OBJECTS_KIND: 'folder' }))).toBeNull();
  });

  it('is the one that the settings name', async () => {
    const bucket = openObjectBucket(envOf());
    if (bucket === null) throw new Error('no bucket');
    await putBytes(bucket, '2026/11/24/a.pack', Buffer.from('pictures'));
    expect(await tos.store.head('2026/11/24/a.pack')).toMatchObject({ size: 8 });
    await bucket.close();
  });

  it('is not opened without its settings, nor where footage lies', () => {
    const { OBJECTS_BUCKET: _, ...without } = envOf();
    expect(() => openObjectBucket(without)).toThrow('OBJECTS_BUCKET');
    const { endpoint, bucket } = tos.server;
    const hot = { HOT_ENDPOINT: `${endpoint}/`, HOT_BUCKET: bucket };
    expect(() => openObjectBucket({ ...envOf(), ...hot })).toThrow('another bucket');
    const archive = { ARCHIVE_ENDPOINT: endpoint, ARCHIVE_BUCKET: bucket };
    expect(() => openObjectBucket({ ...envOf(), ...archive })).toThrow('another bucket');
  });
});
