import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunksOf, expectedOf, KEY, readAll } from '../contract/sample-blobs.ts';
import type { Fault } from '../testing/tos-server/faults.ts';
import { useFailingTos } from '../testing/use-failing-tos.ts';

const BYTES = randomBytes(1_500_000);
const UNAVAILABLE = { code: 'unavailable', retryable: true };

describe('TosStore, when a download fails', () => {
  const tos = useFailingTos();
  const put = (request = {}) =>
    tos.store.put(KEY, chunksOf(BYTES, 262_144), { ...expectedOf(BYTES), ...request });

  it('notices a byte that changed on the way down', async () => {
    await put();
    tos.server.addFault({ operation: 'get', fault: { kind: 'flip-download' } });
    expect(await tos.failureOf(readAll(tos.store, KEY))).toMatchObject({ code: 'digest-mismatch' });
  });

  it.each<Fault>([
    { kind: 'cut-response', afterBytes: 500_000 },
    { kind: 'stall-response', afterBytes: 500_000 },
  ])('throws in the middle of a download that met %o', async (fault) => {
    await put();
    tos.server.addFault({ operation: 'get', fault });
    for (const range of [undefined, { start: 100, end: 1_200_000 }]) {
      let received = 0;
      const reading = async () => {
        for await (const piece of (await tos.store.read(KEY, range)).chunks())
          received += piece.length;
      };
      expect(await tos.failureOf(reading())).toMatchObject(UNAVAILABLE);
      expect(received).toBe(500_000);
    }
  });

  it('gives a slow reader all the time it wants', async () => {
    await put();
    const reader = await tos.store.read(KEY);
    await delay(900);
    for await (const _ of reader.chunks()) {
      await delay(900);
      break;
    }
    const patient = await tos.store.read(KEY);
    const pieces = patient.chunks()[Symbol.asyncIterator]();
    await pieces.next();
    await delay(900);
    while ((await pieces.next()).done !== true);
  });

  it('lets a reader leave a download at any point', async () => {
    await put();
    tos.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 500_000 } });
    const unread = await tos.store.read(KEY);
    await unread.close();
    const left = await tos.store.read(KEY);
    for await (const _ of left.chunks()) break;
    expect(tos.server.stats.bytesOut).toBeLessThan(BYTES.length);
  });
});
