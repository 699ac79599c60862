import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chunksOf, entriesOf, expectedOf, KEY, readAll } from '../contract/sample-blobs.ts';
import type { Fault } from '../testing/tos-server/faults.ts';
import { useFailingTos } from '../testing/use-failing-tos.ts';

const BYTES = randomBytes(1_500_000);
const UNAVAILABLE = { code: 'unavailable', retryable: true };

describe('TosStore, when the store fails', () => {
  const tos = useFailingTos();
  const put = (request = {}) =>
    tos.store.put(KEY, chunksOf(BYTES, 262_144), { ...expectedOf(BYTES), ...request });

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
    tos.server.addFault({ operation: 'put', fault, times: 1 });
    const before = Date.now();
    expect(await tos.failureOf(put({ isNew: true }))).toMatchObject(expected);
    expect(Date.now() - before).toBeLessThan(3000);
    expect(tos.server.stats.requests['put']).toBe(1);
    await put();
    expect((await readAll(tos.store, KEY)).equals(BYTES)).toBe(true);
  });

  it.each<[Fault, object]>([
    [{ kind: 'status', status: 503, code: 'Busy', retryAfterSeconds: 9 }, { retryAfterSeconds: 9 }],
    [{ kind: 'bad-gateway' }, UNAVAILABLE],
    [{ kind: 'hang' }, UNAVAILABLE],
  ])('says of every other request that met %o: %o', async (fault, expected) => {
    await put();
    tos.server.addFault({ fault });
    for (const ask of [
      () => tos.store.head(KEY),
      () => tos.store.read(KEY),
      () => tos.store.delete(KEY),
      () => entriesOf(tos.store, ''),
      () => tos.store.restoreState(KEY),
      () => tos.store.restore(KEY, { days: 1, tier: 'standard' }),
    ]) {
      expect(await tos.failureOf(ask())).toMatchObject({ ...UNAVAILABLE, ...expected });
    }
    tos.server.clearFaults();
  });

  it('finds by a look that a put whose answer was lost had come through', async () => {
    tos.server.addFault({ operation: 'put', fault: { kind: 'lost-ack' }, times: 1 });
    await tos.failureOf(put({ isNew: true }));
    await put();
    expect(tos.server.stats.requests).toEqual({ put: 1, head: 1 });
    await put({ isNew: true });
    expect(tos.server.stats.requests).toEqual({ put: 2, head: 2 });
  });

  it('leaves a phantom to be found by a look', async () => {
    tos.server.addFault({ operation: 'put', fault: { kind: 'phantom' }, times: 1 });
    await put();
    expect(await tos.store.head(KEY)).toBeNull();
  });

  it('does not believe an answer with another sum', async () => {
    tos.server.addFault({ operation: 'put', fault: { kind: 'wrong-crc' }, times: 1 });
    expect(await tos.failureOf(put())).toMatchObject({ code: 'digest-mismatch', retryable: true });
    await put();
  });

  it('shows a copy that went bad by its sum, and replaces it', async () => {
    tos.server.addFault({ operation: 'put', fault: { kind: 'corrupt-store' }, times: 1 });
    await put();
    expect((await tos.store.head(KEY))?.crc64).not.toBe(expectedOf(BYTES).crc64);
    await put();
    expect((await tos.store.head(KEY))?.crc64).toBe(expectedOf(BYTES).crc64);
    expect((await readAll(tos.store, KEY)).equals(BYTES)).toBe(true);
  });

  it('takes back a request whose source fails or is not what was announced', async () => {
    async function* broken(end: () => void) {
      yield* chunksOf(BYTES.subarray(0, 1_000_000), 200_000);
      await expect.poll(() => tos.server.stats.inFlight).toBe(1);
      end();
    }
    const gone = broken(() => {
      throw new Error('the disk is gone');
    });
    const failure = await tos.failureOf(tos.store.put(KEY, gone, expectedOf(BYTES)));
    expect(failure).toMatchObject({ message: 'the disk is gone' });
    await expect.poll(() => tos.server.stats.inFlight).toBe(0);
    const shorter = broken(() => undefined);
    expect(await tos.failureOf(tos.store.put(KEY, shorter, expectedOf(BYTES)))).toMatchObject({
      code: 'digest-mismatch',
    });
    await expect.poll(() => tos.server.stats.inFlight).toBe(0);
    expect(tos.server.objects.size).toBe(0);
  });
});
