import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId } from '@workcompanion/core/ids';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectDevice } from '../../testing/connect-device.ts';
import type { Fault } from '../../testing/fault.ts';
import { recordTestSegment } from '../../testing/record-test-segment.ts';
import { until } from '../../testing/until.ts';
import { systemClock } from '../clock.ts';
import { UploadQueue } from '../journal/upload-queue.ts';
import { RateCap } from './rate-cap.ts';
import { Uploader } from './uploader.ts';

const MB = 1024 * 1024;

async function setUp({ concurrency = 2 } = {}) {
  const connected = await connectDevice();
  const { portal, client, database, device, journal } = connected;
  const folder = `${connected.folder}/segments`;
  await mkdir(folder);
  const queue = new UploadQueue(database);
  const rate = new RateCap(systemClock);
  const receipts = { device, signingKey: portal.state.signing.publicKey };
  const log = pino({ level: 'silent' });
  const start = () => {
    const uploader = new Uploader({ folder, client, rate, queue, receipts, log });
    uploader.setConcurrency(concurrency);
    onTestFinished(() => uploader.stop(0));
    return uploader;
  };
  const { keyId } = portal.state.issueKey(Date.now());
  const record = (known: { bytes?: number; startMs?: number } = {}) =>
    recordTestSegment({ folder, journal, keyId, ...known });
  const allSent = (timeoutMs = 15_000) =>
    until('an empty queue', () => queue.waitingCount() === 0, timeoutMs);
  return { ...connected, folder, queue, rate, start, record, allSent };
}

describe('the uploader', () => {
  test('sends segments with their statements, and deletes the files after the receipts', async () => {
    const { portal, folder, record, start, queue, allSent } = await setUp();
    const sent = [await record(), await record(), await record()];
    start();
    await allSent();
    for (const { segment, content } of sent) {
      expect(portal.state.segments.get(segment)?.body.equals(content)).toBe(true);
    }
    await until('the files to go', async () => (await readdir(folder)).length === 0);
    expect(queue.storedBytes()).toBe(0);
  });

  test('sends entries without a body in batches', async () => {
    const { portal, journal, start, allSent } = await setUp();
    const applied = Array.from({ length: 250 }, (_, policyVersion) => ({
      body: { kind: 'policy-applied', policyVersion } as const,
    }));
    await journal.append(...applied);
    start();
    await allSent();
    expect(portal.state.chain()).toHaveLength(250);
    expect(portal.requests.filter((route) => route === 'journal')).toHaveLength(2);
  });

  test('sends deposited keys before anything, and the oldest segment first', async () => {
    const { portal, journal, folder, start, allSent } = await setUp({ concurrency: 1 });
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

  test('takes a lost answer for what it is: sends again, and nothing is there twice', async () => {
    const { portal, record, start, allSent } = await setUp();
    portal.faults.add('segment', { kind: 'lost-answer' }, { times: 2 });
    const { segment } = await record();
    start();
    await allSent();
    expect(portal.state.arrivals).toEqual([segment]);
  });

  test.each<[string, Fault]>([
    ['an internal error', { kind: 'refusal', status: 500, code: 'internal', retryable: true }],
    ['no space', { kind: 'refusal', status: 507, code: 'storage-full', retryable: true }],
    ['a proxy that answers for the server', { kind: 'not-the-protocol', status: 502 }],
    ['a slow answer', { kind: 'slow', ms: 500 }],
    ['a broken connection', { kind: 'cut-body', afterBytes: 1_000 }],
  ])('gets over %s', async (_name, fault) => {
    const { portal, record, start, allSent } = await setUp();
    portal.faults.add('segment', fault);
    const { segment, content } = await record({ bytes: 100_000 });
    start();
    await allSent();
    expect(portal.state.segments.get(segment)?.body.equals(content)).toBe(true);
  });

  test('waits as long as the server asks, with everything', async () => {
    const { portal, record, start, allSent } = await setUp({ concurrency: 1 });
    const busy = { status: 429, code: 'too-many-requests', retryable: true } as const;
    portal.faults.add('segment', { kind: 'refusal', ...busy, retryAfter: '2' });
    await record();
    await record();
    start();
    await until('the first request', () => portal.requests.includes('segment'));
    await sleep(1_500);
    expect(portal.requests.filter((route) => route === 'segment')).toHaveLength(1);
    await allSent();
  });

  test('parks what is refused for good, goes on with the others, and tries it at the next start', async () => {
    const { portal, record, start, queue, allSent, folder } = await setUp({ concurrency: 1 });
    const bad = await record();
    const good = await record();
    const refusal = { status: 422, code: 'key-window-mismatch', retryable: false } as const;
    const isBad = (path: string) => path.endsWith(bad.segment);
    portal.faults.add('segment', { kind: 'refusal', ...refusal }, { when: isBad });
    const uploader = start();
    await allSent();
    expect(portal.state.arrivals).toEqual([good.segment]);
    expect(queue.parked(10)).toEqual([{ index: 0, code: 'key-window-mismatch' }]);
    expect(await readdir(folder)).toContain(`${bad.segment}.ts`);
    await uploader.stop(0);

    const next = start();
    await next.resume();
    next.wake();
    await allSent();
    expect(queue.parkedCount()).toBe(0);
    expect(portal.state.segments.has(bad.segment)).toBe(true);
  });

  test('one entry of a batch that is refused does not hold up the others', async () => {
    const { portal, journal, start, queue, allSent } = await setUp();
    for (let n = 0; n < 3; n += 1) {
      await journal.append({ body: { kind: 'policy-applied', policyVersion: n } });
    }
    portal.state.journal.set(1, 'another statement with this index');
    start();
    await allSent();
    expect(queue.parked(10)).toEqual([{ index: 1, code: 'journal-fork' }]);
    expect(portal.state.statements.size).toBe(2);
  });

  test('parks a segment whose file is damaged or gone, and says which', async () => {
    const { record, start, queue, allSent } = await setUp();
    const [longer, gone, changed, whole] = [
      await record(),
      await record(),
      await record(),
      await record(),
    ];
    await appendFile(longer.path, 'x');
    await rm(gone.path);
    await writeFile(changed.path, Buffer.alloc(changed.content.length));
    start();
    await allSent();
    expect(queue.parked(10)).toEqual([
      { index: 0, code: 'file-damaged' },
      { index: 1, code: 'file-missing' },
      { index: 2, code: 'file-damaged' },
    ]);
    expect(whole.segment).toBeDefined();
  });

  test('goes on with a large body from where the connection broke', async () => {
    const { portal, record, start, allSent } = await setUp();
    portal.faults.add('segment', { kind: 'cut-body', afterBytes: 3 * MB });
    const { segment, content } = await record({ bytes: 6 * MB });
    start();
    await until('the first part', () => portal.state.partial.size > 0);
    const kept = portal.state.partial.get(segment)?.length;
    await allSent();
    expect(kept).toBe(3 * MB);
    expect(portal.requests).toContain('segmentOffset');
    expect(portal.state.segments.get(segment)?.body.equals(content)).toBe(true);
  });

  test('deletes nothing for a receipt that another server signed, or that is for another entry', async () => {
    const { portal, record, start, folder, queue } = await setUp();
    Object.assign(portal.state.signing, {
      privateKey: (await generateSigningKeyPair()).privateKey,
    });
    const { segment } = await record();
    start();
    await until('the server to have it', () => portal.state.segments.has(segment));
    await sleep(300);
    expect(await readdir(folder)).toEqual([`${segment}.ts`]);
    expect(queue.waitingCount()).toBe(1);
  });

  test('finishes at the start what a run left between receipt and deletion', async () => {
    const { record, start, queue, folder } = await setUp();
    await record();
    queue.markSent(0, 'a receipt');
    await start().resume();
    expect(await readdir(folder)).toEqual([]);
    expect(queue.storedBytes()).toBe(0);
  });

  test('catches up after days without a network, oldest first', async () => {
    const { portal, record, start, allSent } = await setUp({ concurrency: 1 });
    await portal.offline();
    const uploader = start();
    const day = 86_400_000;
    const recorded = [];
    for (let n = 0; n < 30; n += 1) {
      recorded.push(await record({ startMs: Date.now() - 3 * day + (n * 3 * day) / 30 }));
      uploader.wake();
    }
    await until('the uploader to notice', () => uploader.problem === 'network');
    await portal.online();
    uploader.linkIsUp();
    await allSent();
    expect(portal.state.arrivals).toEqual(recorded.map(({ segment }) => segment));
  });

  test('keeps to the rate that the policy allows', async () => {
    const { record, start, rate, allSent } = await setUp();
    rate.setRate(512 * 1024);
    await record({ bytes: MB });
    await record({ bytes: MB });
    const began = performance.now();
    start();
    await allSent();
    expect(performance.now() - began).toBeGreaterThan(2_500);
  });

  test('at the end sends what it can in the time it has', async () => {
    const { portal, journal, start, queue } = await setUp();
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
