import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunksOf, drain, expectedOf, KEY, putSample } from '../contract/sample-blobs.ts';
import { assertNoSecret } from '../testing/assert-no-secret.ts';
import { storeOptionsFor } from '../testing/open-test-tos.ts';
import { useFailingTos } from '../testing/use-failing-tos.ts';
import { TosStore } from './tos-store.ts';

const BYTES = randomBytes(1_500_000);
const UNAVAILABLE = { code: 'unavailable', retryable: true };

describe('TosStore, at its limits', () => {
  const tos = useFailingTos();
  const put = (request = {}) =>
    tos.store.put(KEY, chunksOf(BYTES, 262_144), { ...expectedOf(BYTES), ...request });

  it('gives a slow source all the time it wants, but not the whole put', async () => {
    async function* slow() {
      for await (const chunk of chunksOf(BYTES, 500_000)) {
        yield chunk;
        await delay(600);
      }
    }
    await tos.store.put(KEY, slow(), expectedOf(BYTES));
    const hasty = new TosStore({
      ...storeOptionsFor(tos.server),
      credentials: { ...tos.server.credentials },
      timeouts: { totalMs: 300 },
    });
    const other = randomBytes(BYTES.length);
    const tooSlow = (async function* () {
      for await (const chunk of chunksOf(other, 500_000)) {
        yield chunk;
        await delay(200);
      }
    })();
    expect(await tos.failureOf(hasty.put('late', tooSlow, expectedOf(other)))).toMatchObject({
      ...UNAVAILABLE,
      message: expect.stringContaining('not done within 300 ms'),
    });
    tos.server.addFault({ operation: 'put', fault: { kind: 'slow', bytesPerSecond: 1_000_000 } });
    expect(await tos.failureOf(putSample(hasty, 'late', BYTES))).toMatchObject(UNAVAILABLE);
    await hasty.close();
    expect(await tos.store.head('late')).toBeNull();
  });

  it('stops at once when it is told to, wherever it waits', async () => {
    for (const fault of [{ kind: 'hang' }, { kind: 'slow', bytesPerSecond: 1_000_000 }] as const) {
      tos.server.addFault({ operation: 'put', fault, times: 1 });
      const stop = AbortSignal.timeout(150);
      const before = Date.now();
      expect(await tos.failureOf(put({ signal: stop, isNew: true }))).toBe(stop.reason);
      expect(Date.now() - before).toBeLessThan(390);
    }
    expect(tos.server.objects.size).toBe(0);
  });

  it('says what a wrong clock is', async () => {
    tos.server.setClockSkew(16 * 60_000);
    expect(await tos.failureOf(tos.store.read(KEY))).toMatchObject({
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
    const credentials = { ...tos.server.credentials, ...wrong };
    const stranger = new TosStore({ ...storeOptionsFor(tos.server), credentials });
    const refusal = { code: 'storage-refused', retryable: false, details: { reason } };
    const error = await tos.failureOf(
      putSample(stranger, KEY, BYTES).catch(async () => stranger.read(KEY)),
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
    expect((await drain(await tos.store.read(KEY))).length).toBe(BYTES.length);
  });
});
