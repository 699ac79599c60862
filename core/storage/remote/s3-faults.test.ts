import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chunksOf, expectedOf, KEY, md5Of, putSample, readAll } from '../contract/sample-blobs.ts';
import { assertNoSecret } from '../testing/assert-no-secret.ts';
import { S3Store } from './s3-store.ts';

const SECRETS = ['secret-access-key-of-the-test', 'session-token-of-the-test'] as const;
const BYTES = randomBytes(1_000_000);

/** The store's answers are played, one function a test: real servers can't be told to fail. */
describe('S3Store, when the store fails', () => {
  let server: Server;
  let store: S3Store;
  let inFlight = 0;
  let play: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  beforeEach(async () => {
    inFlight = 0;
    server = createServer((incoming, outgoing) => {
      inFlight += 1;
      outgoing.once('close', () => {
        inFlight -= 1;
      });
      play(incoming, outgoing);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    store = new S3Store({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: 'test-bucket',
      credentials: { accessKeyId: 'A', secretAccessKey: SECRETS[0], sessionToken: SECRETS[1] },
      timeouts: { connectMs: 500, idleMs: 400, totalMs: 2000 },
    });
  });
  afterEach(async () => {
    await expect.poll(() => inFlight, { timeout: 3000 }).toBe(0);
    await store.close();
    server.closeAllConnections();
    server.close();
  });

  async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    const error = await promise.then(
      () => expect.unreachable('it did not fail'),
      (thrown: unknown) => thrown,
    );
    assertNoSecret(error, SECRETS);
    return error;
  }

  const isNew = () => ({ ...expectedOf(BYTES), isNew: true });
  const put = (request = {}) =>
    store.put(KEY, chunksOf(BYTES, 100_000), { ...isNew(), ...request });

  function answers(status: number, body: string, headers = {}) {
    play = (incoming, outgoing) => {
      incoming.resume();
      incoming.once('end', () => outgoing.writeHead(status, headers).end(body));
    };
  }

  const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

  it.each([
    [503, xml('SlowDown'), { 'retry-after': '11' }, 'too-many-requests', 11],
    [503, xml('ServiceUnavailable'), { 'retry-after': '5' }, 'unavailable', 5],
    [500, xml('InternalError'), {}, 'unavailable', undefined],
    [502, '<html><h1>Bad Gateway</h1></html>', {}, 'unavailable', undefined],
    [403, xml('AccessDenied'), {}, 'storage-refused', undefined],
    [403, xml('RequestTimeTooSkewed'), {}, 'storage-refused', undefined],
    [400, xml('BadDigest'), {}, 'digest-mismatch', undefined],
    [301, xml('PermanentRedirect'), {}, 'storage-refused', undefined],
  ])('says of %i %s: %o %s', async (status, body, headers, code, retryAfterSeconds) => {
    answers(status, body, headers);
    const expected = { code, retryAfterSeconds, details: { status, store: 'S3' } };
    expect(await failureOf(put())).toMatchObject(expected);
    expect(await failureOf(store.read(KEY))).toMatchObject(expected);
  });

  it('judges a refused condition by what is there', async () => {
    const headers = { 'content-length': BYTES.length, 'x-amz-meta-crc64': expectedOf(BYTES).crc64 };
    let metadata: Record<string, string | number> = headers;
    play = (incoming, outgoing) => {
      incoming.resume();
      if (incoming.method === 'HEAD') outgoing.writeHead(200, { etag: '"x"', ...metadata }).end();
      else {
        expect(incoming.headers['if-none-match']).toBe('*');
        incoming.once('end', () => outgoing.writeHead(412).end(xml('PreconditionFailed')));
      }
    };
    await put();
    metadata = { ...headers, 'x-amz-meta-crc64': '5' };
    expect(await failureOf(put())).toMatchObject({ code: 'digest-mismatch', retryable: true });
  });

  it('does not believe a sum in the metadata that the ETag does not confirm', async () => {
    const md5 = md5Of(BYTES);
    const headers = {
      'content-length': BYTES.length,
      'x-amz-meta-crc64': expectedOf(BYTES).crc64,
      'x-amz-meta-md5': md5,
    };
    let own: Record<string, string> = { etag: `"${md5}"` };
    play = (_, outgoing) => outgoing.writeHead(200, { ...headers, ...own }).end();
    expect(await store.head(KEY)).toEqual(expectedOf(BYTES));
    const others: Record<string, string>[] = [
      { etag: `"${'0'.repeat(32)}"` },
      { etag: '"of-its-own-kind"' },
      { ...own, 'x-amz-server-side-encryption': 'aws:kms' },
    ];
    for (const other of others) {
      own = other;
      expect(await store.head(KEY)).toEqual({ size: BYTES.length, crc64: null });
    }
  });

  it('does not believe an answer with another ETag', async () => {
    answers(200, '', { etag: `"${'0'.repeat(32)}"` });
    expect(await failureOf(put())).toMatchObject({ code: 'digest-mismatch' });
    expect(await failureOf(put({ md5: md5Of(BYTES) }))).toMatchObject({ code: 'digest-mismatch' });
    answers(200, '', { etag: `"${md5Of(BYTES)}"` });
    await put();
  });

  it('gives up a store that says nothing, or breaks off', async () => {
    play = (incoming) => incoming.resume();
    const before = Date.now();
    expect(await failureOf(put())).toMatchObject({ code: 'unavailable' });
    expect(await failureOf(store.read(KEY))).toMatchObject({ code: 'unavailable' });
    expect(Date.now() - before).toBeLessThan(2500);
    play = (incoming) => incoming.socket.destroy();
    expect(await failureOf(put())).toMatchObject({ code: 'unavailable' });
    expect(await failureOf(store.head(KEY))).toMatchObject({ code: 'unavailable' });
  });

  it('gives up a store that takes nothing more', async () => {
    play = (incoming) => incoming.pause();
    const bytes = randomBytes(20_000_000);
    expect(await failureOf(putSample(store, KEY, bytes).catch(() => put()))).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no progress for 400 ms'),
    });
    server.closeAllConnections();
  });

  it('throws when a download breaks off, stalls, or has another sum', async () => {
    const headers = { 'content-length': BYTES.length, 'x-amz-meta-crc64': expectedOf(BYTES).crc64 };
    play = (incoming, outgoing) => {
      outgoing.writeHead(200, headers).write(BYTES.subarray(0, 1000));
      setTimeout(() => incoming.socket.destroy(), 100);
    };
    expect(await failureOf(readAll(store, KEY))).toMatchObject({ code: 'unavailable' });
    play = (_, outgoing) => outgoing.writeHead(200, headers).write(BYTES.subarray(0, 1000));
    expect(await failureOf(readAll(store, KEY))).toMatchObject({ code: 'unavailable' });
    play = (_, outgoing) => outgoing.writeHead(200, headers).end(randomBytes(BYTES.length));
    expect(await failureOf(readAll(store, KEY))).toMatchObject({ code: 'digest-mismatch' });
  });

  it('gives a slow source all the time it wants', async () => {
    answers(200, '', { etag: `"${md5Of(BYTES)}"` });
    async function* slow() {
      for await (const chunk of chunksOf(BYTES, 500_000)) {
        await delay(600);
        yield chunk;
      }
    }
    await store.put(KEY, slow(), isNew());
  });

  it('stops at once when it is told to', async () => {
    play = (incoming) => incoming.resume();
    const signal = AbortSignal.timeout(100);
    expect(await failureOf(put({ signal }))).toBe(signal.reason);
  });
});
