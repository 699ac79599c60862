import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId } from '@workcompanion/core/ids';
import { describe, expect, test } from 'vitest';
import { recordTestSegment } from '../../testing/record-test-segment.ts';
import { setUpUploader } from '../../testing/set-up-uploader.ts';
import { until } from '../../testing/until.ts';

const MB = 1024 * 1024;

describe('the uploader', () => {
  test('sends segments with their statements, and is done with them after the receipts', async () => {
    const { portal, record, start, queue, allSent } = await setUpUploader();
    const sent = [await record(), await record(), await record()];
    start();
    await allSent();
    for (const { segment, content } of sent) {
      expect(portal.state.segments.get(segment)?.body.equals(content)).toBe(true);
    }
    expect(queue.backlog().segments).toBe(0);
    expect(queue.unsentBytes()).toBe(0);
  });

  test('sends entries without a body in batches', async () => {
    const { portal, journal, start, allSent } = await setUpUploader();
    const applied = Array.from({ length: 250 }, (_, policyVersion) => ({
      body: { kind: 'policy-applied', policyVersion } as const,
    }));
    await journal.append(...applied);
    start();
    await allSent();
    expect(portal.state.chain()).toHaveLength(250);
    expect(portal.requests.filter((route) => route === 'journal')).toHaveLength(2);
  });

  test('keeps segments for the hours in which they may be sent, and nothing else', async () => {
    const { portal, journal, record, start, queue, allSent } = await setUpUploader();
    const uploader = start();
    uploader.openSegments(false);
    await record();
    await journal.append({ body: { kind: 'policy-applied', policyVersion: 1 } });
    uploader.wake();
    await until('the entry', () => portal.state.entries('policy-applied').length === 1);
    expect(portal.state.segments.size).toBe(0);
    expect(queue.backlog().segments).toBe(1);
    uploader.openSegments(true);
    await allSent();
    expect(portal.state.segments.size).toBe(1);
  });

  test('sends deposited keys before anything, and the oldest segment first', async () => {
    const { portal, journal, folder, start, allSent } = await setUpUploader({ concurrency: 1 });
    const keyId = newId(KeyId);
    const first = await recordTestSegment({ folder, journal, keyId, startMs: 1_000_000_000_000 });
    const second = await recordTestSegment({ folder, journal, keyId });
    const window = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const sealedKey = await sealKey(Buffer.alloc(16, 7), portal.state.sealing.publicKey);
    await journal.append({ body: { kind: 'key-deposited', keyId, window, sealedKey } });
    start();
    await allSent();
    expect(portal.requests.filter((route) => route !== 'hello')).toEqual([
      'keys',
      'segment',
      'segment',
    ]);
    expect(portal.state.arrivals).toEqual([first.segment, second.segment]);
  });

  test('catches up after days without a network, oldest first', async () => {
    const { portal, record, start, allSent } = await setUpUploader({ concurrency: 1 });
    await portal.offline();
    const uploader = start();
    const day = 86_400_000;
    const recorded = [];
    for (let n = 0; n < 30; n += 1) {
      recorded.push(await record({ startMs: Date.now() - 3 * day + (n * 3 * day) / 30 }));
      uploader.wake();
    }
    await until('the uploader to notice', () => uploader.problem === 'not-reachable');
    await portal.online();
    uploader.connectionIsUp();
    await allSent();
    expect(portal.state.arrivals).toEqual(recorded.map(({ segment }) => segment));
  });

  test('keeps to the rate that the policy allows', async () => {
    const { record, start, rate, allSent } = await setUpUploader();
    rate.setRate(512 * 1024);
    await record({ bytes: MB });
    await record({ bytes: MB });
    const began = performance.now();
    start();
    await allSent();
    expect(performance.now() - began).toBeGreaterThan(2_500);
  });

  test('at the end sends what it can in the time it has', async () => {
    const { portal, journal, start, queue } = await setUpUploader();
    const uploader = start();
    await journal.append({ body: { kind: 'policy-applied', policyVersion: 1 } });
    await uploader.stop(5_000);
    expect(queue.waitingCount()).toBe(0);

    await portal.offline();
    await journal.append({ body: { kind: 'policy-applied', policyVersion: 2 } });
    const began = performance.now();
    await start().stop(5_000);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(queue.waitingCount()).toBe(1);
  });
});
