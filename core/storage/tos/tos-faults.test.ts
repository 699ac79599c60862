import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  chunksOf,
  drain,
  entriesOf,
  expectedOf,
  KEY,
  putBytes,
  readAll,
} from '../contract/sample-blobs.ts';
import { assertNoSecret } from '../testing/assert-no-secret.ts';
import { openTestTos, storeOptionsFor } from '../testing/open-test-tos.ts';
import type { Fault } from '../testing/tos-server/faults.ts';
import type { TosServer } from '../testing/tos-server/start-tos-server.ts';
import { TosStore } from './tos-store.ts';

const BYTES = randomBytes(1_500_000);
const STS_TOKEN = 'sts-token-of-the-test';

const UNAVAILABLE = { code: 'unavailable', retryable: true };

describe('TosStore, when the store fails', () => {
  let server: TosServer;
  let store: TosStore;
  let dispose: () => Promise<void>;
  beforeEach(async () => {
    const credentials = {
      accessKeyId: 'TESTACCESSKEYID',
      secretAccessKey: 'test-secret-access-key',
      stsToken: STS_TOKEN,
    };
    ({ server, store, dispose } = await openTestTos({ credentials }, { credentials }));
  });
  /** Whatever happened: no request is left open, and no connection after `close`. */
  afterEach(async () => {
    await expect.poll(() => server.stats.inFlight, { timeout: 4000 }).toBe(0);
    await store.close();
    await expect.poll(() => server.stats.connections).toBe(0);
    await dispose();
  });

  const put = (request = {}) =>
    store.put(KEY, chunksOf(BYTES, 262_144), { ...expectedOf(BYTES), ...request });

  /** The error, with no secret in it. */
  async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    const error = await promise.then(
      () => expect.unreachable('it did not fail'),
      (thrown: unknown) => thrown,
    );
    assertNoSecret(error, [server.credentials.secretAccessKey, STS_TOKEN]);
    return error;
  }

  it.each<[Fault, object]>([
    [
      { kind: 'status', status: 503, code: 'ServiceUnavailable', retryAfterSeconds: 7 },
      { ...UNAVAILABLE, retryAfterSeconds: 7, details: { status: 503 } },
    ],
    [
      { kind: 'status', status: 503, code: 'SlowDown', retryAfterSeconds: 3, early: true },
      { code: 'too-many-requests', retryAfterSeconds: 3 },
    ],
    [
      { kind: 'status', status: 429, code: 'ExceedQPSLimit' },
      { code: 'too-many-requests', retryable: true, retryAfterSeconds: undefined },
    ],
    [{ kind: 'status', status: 500, code: 'InternalError' }, UNAVAILABLE],
    [
      { kind: 'status', status: 403, code: 'AccessDenied' },
      { code: 'storage-refused', retryable: false, details: { reason: 'AccessDenied' } },
    ],
    [
      { kind: 'status', status: 400, code: 'InvalidArgument' },
      { code: 'invalid-input', retryable: false },
    ],
    [
      { kind: 'status', status: 404, code: 'NoSuchBucket' },
      { code: 'storage-refused', retryable: false },
    ],
    [
      { kind: 'status', status: 301, code: 'PermanentRedirect' },
      { code: 'storage-refused', retryable: false },
    ],
    [{ kind: 'bad-gateway' }, { ...UNAVAILABLE, details: { status: 502, requestId: null } }],
    [{ kind: 'cut-request', afterBytes: 400_000 }, UNAVAILABLE],
    [{ kind: 'hang' }, UNAVAILABLE],
    [{ kind: 'lost-ack' }, UNAVAILABLE],
  ])('says of a put that met %o: %o', async (fault, expected) => {
    server.addFault({ operation: 'put', fault, times: 1 });
    const before = Date.now();
    expect(await failureOf(put({ isNew: true }))).toMatchObject(expected);
    expect(Date.now() - before).toBeLessThan(3000);
    expect(server.stats.requests['put']).toBe(1);
    await put();
    expect((await readAll(store, KEY)).equals(BYTES)).toBe(true);
  });

  it.each<[Fault, object]>([
    [{ kind: 'status', status: 503, code: 'Busy', retryAfterSeconds: 9 }, { retryAfterSeconds: 9 }],
    [{ kind: 'bad-gateway' }, UNAVAILABLE],
    [{ kind: 'hang' }, UNAVAILABLE],
  ])('says of every other request that met %o: %o', async (fault, expected) => {
    await put();
    server.addFault({ fault });
    for (const ask of [
      () => store.head(KEY),
      () => store.read(KEY),
      () => store.delete(KEY),
      () => entriesOf(store, ''),
      () => store.restoreState(KEY),
      () => store.restore(KEY, { days: 1, tier: 'standard' }),
    ]) {
      expect(await failureOf(ask())).toMatchObject({ ...UNAVAILABLE, ...expected });
    }
    server.clearFaults();
  });

  it('finds by a look that a put whose answer was lost had come through', async () => {
    server.addFault({ operation: 'put', fault: { kind: 'lost-ack' }, times: 1 });
    await failureOf(put({ isNew: true }));
    await put();
    expect(server.stats.requests).toEqual({ put: 1, head: 1 });
    await put({ isNew: true });
    expect(server.stats.requests).toEqual({ put: 2, head: 2 });
  });

  it('leaves a phantom to be found by a look', async () => {
    server.addFault({ operation: 'put', fault: { kind: 'phantom' }, times: 1 });
    await put();
    expect(await store.head(KEY)).toBeNull();
  });

  it('does not believe an answer with another sum', async () => {
    server.addFault({ operation: 'put', fault: { kind: 'wrong-crc' }, times: 1 });
    expect(await failureOf(put())).toMatchObject({ code: 'digest-mismatch', retryable: true });
    await put();
  });

  it('shows a copy that went bad by its sum, and replaces it', async () => {
    server.addFault({ operation: 'put', fault: { kind: 'corrupt-store' }, times: 1 });
    await put();
    expect((await store.head(KEY))?.crc64).not.toBe(expectedOf(BYTES).crc64);
    await put();
    expect((await store.head(KEY))?.crc64).toBe(expectedOf(BYTES).crc64);
    expect((await readAll(store, KEY)).equals(BYTES)).toBe(true);
  });

  it('notices a byte that changed on the way down', async () => {
    await put();
    server.addFault({ operation: 'get', fault: { kind: 'flip-download' } });
    expect(await failureOf(readAll(store, KEY))).toMatchObject({ code: 'digest-mismatch' });
  });

  it.each<Fault>([
    { kind: 'cut-response', afterBytes: 500_000 },
    { kind: 'stall-response', afterBytes: 500_000 },
  ])('throws in the middle of a download that met %o', async (fault) => {
    await put();
    server.addFault({ operation: 'get', fault });
    for (const range of [undefined, { start: 100, end: 1_200_000 }]) {
      let received = 0;
      const reading = async () => {
        for await (const piece of (await store.read(KEY, range)).chunks()) received += piece.length;
      };
      expect(await failureOf(reading())).toMatchObject(UNAVAILABLE);
      expect(received).toBe(500_000);
    }
  });

  it('gives a slow reader all the time it wants', async () => {
    await put();
    const reader = await store.read(KEY);
    await delay(900);
    for await (const _ of reader.chunks()) {
      await delay(900);
      break;
    }
    const patient = await store.read(KEY);
    const pieces = patient.chunks()[Symbol.asyncIterator]();
    await pieces.next();
    await delay(900);
    while ((await pieces.next()).done !== true);
  });

  it('gives a slow source all the time it wants, but not the whole put', async () => {
    async function* slow() {
      for await (const chunk of chunksOf(BYTES, 500_000)) {
        yield chunk;
        await delay(600);
      }
    }
    await store.put(KEY, slow(), expectedOf(BYTES));
    const hasty = new TosStore({
      ...storeOptionsFor(server),
      credentials: { ...server.credentials },
      timeouts: { totalMs: 300 },
    });
    const other = randomBytes(BYTES.length);
    const tooSlow = (async function* () {
      for await (const chunk of chunksOf(other, 500_000)) {
        yield chunk;
        await delay(200);
      }
    })();
    expect(await failureOf(hasty.put('late', tooSlow, expectedOf(other)))).toMatchObject({
      ...UNAVAILABLE,
      message: expect.stringContaining('not done within 300 ms'),
    });
    server.addFault({ operation: 'put', fault: { kind: 'slow', bytesPerSecond: 1_000_000 } });
    expect(await failureOf(putBytes(hasty, 'late', BYTES))).toMatchObject(UNAVAILABLE);
    await hasty.close();
    expect(await store.head('late')).toBeNull();
  });

  it('stops at once when it is told to, wherever it waits', async () => {
    for (const fault of [{ kind: 'hang' }, { kind: 'slow', bytesPerSecond: 1_000_000 }] as const) {
      server.addFault({ operation: 'put', fault, times: 1 });
      const stop = AbortSignal.timeout(150);
      const before = Date.now();
      expect(await failureOf(put({ signal: stop, isNew: true }))).toBe(stop.reason);
      expect(Date.now() - before).toBeLessThan(390);
    }
    expect(server.objects.size).toBe(0);
  });

  it('takes back a request whose source fails or is not what was announced', async () => {
    async function* broken(end: () => void) {
      yield* chunksOf(BYTES.subarray(0, 1_000_000), 200_000);
      await expect.poll(() => server.stats.inFlight).toBe(1);
      end();
    }
    const gone = broken(() => {
      throw new Error('the disk is gone');
    });
    const failure = await failureOf(store.put(KEY, gone, expectedOf(BYTES)));
    expect(failure).toMatchObject({ message: 'the disk is gone' });
    await expect.poll(() => server.stats.inFlight).toBe(0);
    const shorter = broken(() => undefined);
    expect(await failureOf(store.put(KEY, shorter, expectedOf(BYTES)))).toMatchObject({
      code: 'digest-mismatch',
    });
    await expect.poll(() => server.stats.inFlight).toBe(0);
    expect(server.objects.size).toBe(0);
  });

  it('lets a reader leave a download at any point', async () => {
    await put();
    server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 500_000 } });
    const unread = await store.read(KEY);
    await unread.close();
    const left = await store.read(KEY);
    for await (const _ of left.chunks()) break;
    expect(server.stats.bytesOut).toBeLessThan(BYTES.length);
  });

  it('says what a wrong clock is', async () => {
    server.setClockSkew(16 * 60_000);
    expect(await failureOf(store.read(KEY))).toMatchObject({
      code: 'storage-refused',
      retryable: false,
      details: { reason: 'RequestTimeTooSkewed', date: expect.stringContaining('GMT') },
    });
  });

  it.each([
    ['secret', { secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
    ['key', { accessKeyId: 'OTHER' }, 'InvalidAccessKeyId'],
    ['token', { stsToken: 'other-token' }, 'InvalidSecurityToken'],
  ])('is turned away with a wrong %s, and shows none', async (_, wrong, reason) => {
    const credentials = { ...server.credentials, ...wrong };
    const stranger = new TosStore({ ...storeOptionsFor(server), credentials });
    const refusal = { code: 'storage-refused', retryable: false, details: { reason } };
    const error = await failureOf(
      putBytes(stranger, KEY, BYTES).catch(async () => stranger.read(KEY)),
    );
    expect(error).toMatchObject(refusal);
    assertNoSecret(
      error,
      Object.values(credentials).filter((value) => value.length > 5 && value !== 'cn-test'),
    );
    await stranger.close();
  });

  it('does not take a proxy from the environment', async () => {
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      await put();
    } finally {
      delete process.env['http_proxy'];
    }
    expect((await drain(await store.read(KEY))).length).toBe(BYTES.length);
  });
});
