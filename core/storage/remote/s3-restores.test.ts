import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY } from '../contract/sample-blobs.ts';
import { S3Store } from './s3-store.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The store's answers are played: no server at hand has classes that must be restored. */
describe('S3Store, with classes that must be restored first', () => {
  let server: Server;
  let store: S3Store;
  let answer: Answer;
  let asked: { readonly line: string; readonly body: string }[];
  beforeEach(async () => {
    asked = [];
    server = createServer(async (incoming, outgoing) => {
      asked.push({ line: `${incoming.method} ${incoming.url}`, body: await text(incoming) });
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    store = new S3Store({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: 'test-bucket',
      credentials: { accessKeyId: 'A', secretAccessKey: 'S' },
    });
  });
  afterEach(async () => {
    await store.close();
    server.close();
  });

  const head = (storageClass: string | null, restore?: string): Answer => ({
    status: 200,
    headers: {
      ...(storageClass !== null && { 'x-amz-storage-class': storageClass }),
      ...(restore !== undefined && { 'x-amz-restore': restore }),
    },
  });

  it.each([
    [head(null), { kind: 'readable', untilMs: null }],
    [head('STANDARD_IA'), { kind: 'readable', untilMs: null }],
    [head('GLACIER_IR'), { kind: 'readable', untilMs: null }],
    [head('GLACIER'), { kind: 'frozen' }],
    [head('DEEP_ARCHIVE', 'ongoing-request="true"'), { kind: 'restoring' }],
    [
      head('GLACIER', 'ongoing-request="false", expiry-date="Fri, 19 Apr 2024 00:00:00 GMT"'),
      { kind: 'readable', untilMs: Date.UTC(2024, 3, 19) },
    ],
  ])('takes %o for %o', async (played, state) => {
    answer = played;
    expect(await store.restoreState(KEY)).toEqual(state);
  });

  it('asks for a readable copy, for some days and in a tier, and may do so twice', async () => {
    answer = { status: 202 };
    await store.restore(KEY, { days: 3, tier: 'bulk' });
    expect(asked[0]?.line).toMatch(/^POST \/test-bucket\/.+\?restore/);
    expect(asked[0]?.body).toContain('<Days>3</Days>');
    expect(asked[0]?.body).toContain('<Tier>Bulk</Tier>');
    answer = {
      status: 409,
      body: '<Error><Code>RestoreAlreadyInProgress</Code><Message>m</Message></Error>',
    };
    await store.restore(KEY, { days: 3, tier: 'standard' });
    expect(asked).toHaveLength(2);
  });

  it('says that there is nothing to restore', async () => {
    answer = { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
    const missing = { code: 'blob-missing' };
    await expect(store.restore(KEY, { days: 1, tier: 'bulk' })).rejects.toMatchObject(missing);
    answer = { status: 404 };
    await expect(store.restoreState(KEY)).rejects.toMatchObject(missing);
  });
});
