import { appendFile, readdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../testing/fault.ts';
import { setUpUploader } from '../../testing/set-up-uploader.ts';
import { until } from '../../testing/until.ts';

const MB = 1024 * 1024;

describe('the uploader, when something goes wrong', () => {
  test('takes a lost answer for what it is: sends again, and nothing is there twice', async () => {
    const { portal, record, start, allSent } = await setUpUploader();
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
    const { portal, record, start, allSent } = await setUpUploader();
    portal.faults.add('segment', fault);
    const { segment, content } = await record({ bytes: 100_000 });
    start();
    await allSent();
    expect(portal.state.segments.get(segment)?.body.equals(content)).toBe(true);
  });

  test('waits as long as the server asks, with everything', async () => {
    const { portal, record, start, allSent } = await setUpUploader({ concurrency: 1 });
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

  test('keeps everything while the server has no room, and sends it when asked to try again', async () => {
    const { portal, record, start, queue, allSent, folder } = await setUpUploader();
    const full = { status: 507, code: 'storage-full', retryable: true, retryAfter: '1' } as const;
    portal.faults.add('segment', { kind: 'refusal', ...full }, { times: 3 });
    const recorded = [await record(), await record(), await record()];
    const uploader = start();
    await until('a refusal', () => portal.requests.includes('segment'));
    await sleep(300);
    const files = new Set(
      recorded.flatMap(({ segment }) => [`${segment}.ts`, `${segment}.ts.statement`]),
    );
    expect(new Set(await readdir(folder))).toEqual(files);
    expect([queue.waitingCount(), queue.parkedCount()]).toEqual([3, 0]);
    expect(uploader.problem).toBe('storage-full');
    await allSent();
    expect(new Set(portal.state.arrivals)).toEqual(new Set(recorded.map(({ segment }) => segment)));
    expect(queue.keptAmount().segments).toBe(3);
  });

  test('parks what is refused for good, goes on with the others, and tries it at the next start', async () => {
    const { portal, record, start, queue, allSent, folder } = await setUpUploader({
      concurrency: 1,
    });
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
    next.resume();
    next.wake();
    await allSent();
    expect(queue.parkedCount()).toBe(0);
    expect(portal.state.segments.has(bad.segment)).toBe(true);
  });

  test('one entry of a batch that is refused does not hold up the others', async () => {
    const { portal, journal, start, queue, allSent } = await setUpUploader();
    for (let n = 0; n < 4; n += 1) {
      await journal.append({ body: { kind: 'policy-applied', policyVersion: n } });
    }
    portal.state.journal.set(1, 'another statement with this index');
    start();
    await allSent();
    expect(queue.parked(10)).toEqual([
      { index: 1, code: 'journal-fork' },
      { index: 2, code: 'chain-broken' },
    ]);
    expect([...portal.state.statements.keys()]).toEqual([0, 3]);
  });

  test('parks a segment whose file is damaged or gone, and says which', async () => {
    const { record, start, queue, allSent } = await setUpUploader();
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
    const { portal, record, start, allSent } = await setUpUploader();
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

  test('gives back the key that a restored server has lost, and sends the segment then', async () => {
    const asked: string[] = [];
    const { portal, record, start, allSent } = await setUpUploader({
      giveBack: (keyId) => {
        asked.push(keyId);
        portal.state.keys.set(keyId, Buffer.alloc(16));
        return true;
      },
    });
    const { segment } = await record();
    const known = [...portal.state.keys.keys()];
    portal.state.keys.clear();
    start();
    await allSent();
    expect(portal.state.segments.has(segment)).toBe(true);
    expect(asked).toEqual(known.slice(0, 1));
  });

  test('sends the statement of a segment alone when nobody has its key any more', async () => {
    const { portal, record, start, allSent, queue } = await setUpUploader({
      giveBack: () => false,
    });
    await record();
    portal.state.keys.clear();
    start();
    await allSent();
    expect(portal.requests).toEqual(expect.arrayContaining(['segment', 'journal']));
    expect([portal.state.segments.size, portal.state.statements.size]).toEqual([0, 1]);
    expect(queue.parkedCount()).toBe(0);
  });

  test('deletes nothing for a receipt that another server signed, or that is for another entry', async () => {
    const { portal, record, start, folder, queue } = await setUpUploader();
    Object.assign(portal.state.signing, {
      privateKey: (await generateSigningKeyPair()).privateKey,
    });
    const { segment } = await record();
    start();
    await until('the server to have it', () => portal.state.segments.has(segment));
    await sleep(300);
    expect(await readdir(folder)).toEqual([`${segment}.ts`, `${segment}.ts.statement`]);
    expect(queue.waitingCount()).toBe(1);
  });
});
