import { expect, it } from 'vitest';
import { drain, KEY, putSample } from '../contract/sample-blobs.ts';
import { useFailingTos } from '../testing/use-failing-tos.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { GuardedArchive } from './guarded-archive.ts';

const tos = useFailingTos();
const open = () => {
  let now = 0;
  const breaker = new CircuitBreaker({ now: () => now, onChange: () => undefined });
  return {
    breaker,
    archive: new GuardedArchive(tos.store, breaker),
    pass: (ms: number) => {
      now += ms;
    },
  };
};
const gets = () => tos.server.stats.requests['get'] ?? 0;

it('asks an archive that is down no more, until a try goes well', async () => {
  await putSample(tos.store, KEY, Buffer.alloc(300_000));
  const { archive, pass } = open();
  tos.server.addFault({ operation: 'get', fault: { kind: 'bad-gateway' } });
  for (let count = 0; count < 7; count += 1) {
    const error = await tos.failureOf(archive.read(KEY));
    expect(error).toMatchObject({ code: 'unavailable', retryAfterSeconds: count < 5 ? 2 : 5 });
  }
  expect(gets()).toBe(5);
  tos.server.clearFaults();
  pass(5000);
  expect((await drain(await archive.read(KEY))).length).toBe(300_000);
  expect((await drain(await archive.read(KEY))).length).toBe(300_000);
});

it('counts downloads that break off, though each began well', async () => {
  await putSample(tos.store, KEY, Buffer.alloc(1_000_000));
  const { archive, breaker } = open();
  tos.server.addFault({ operation: 'get', fault: { kind: 'cut-response', afterBytes: 200_000 } });
  for (let count = 0; count < 5; count += 1) {
    const reader = await archive.read(KEY);
    expect(await tos.failureOf(drain(reader))).toMatchObject({ code: 'unavailable' });
  }
  expect(breaker.reach.kind).toBe('down');
});

it('holds nothing against the archive when its readers leave', async () => {
  await putSample(tos.store, KEY, Buffer.alloc(3_000_000));
  const { archive, breaker } = open();
  for (let count = 0; count < 6; count += 1) {
    const reader = await archive.read(KEY);
    const pieces = reader.chunks()[Symbol.asyncIterator]();
    await pieces.next();
    await reader.close();
    await pieces.next().catch(() => undefined);
  }
  expect(breaker.reach.kind).toBe('up');
});

it('says of a refusal that the archive is unavailable, and of a blob what the store says', async () => {
  const { archive, breaker } = open();
  expect(await tos.failureOf(archive.read(KEY))).toMatchObject({ code: 'blob-missing' });
  tos.server.addFault({
    operation: 'get',
    fault: { kind: 'status', status: 403, code: 'AccessDenied' },
  });
  expect(await tos.failureOf(archive.read(KEY))).toMatchObject({
    code: 'unavailable',
    cause: { code: 'storage-refused' },
  });
  for (let count = 0; count < 4; count += 1) await tos.failureOf(archive.read(KEY));
  expect(breaker.reach).toMatchObject({ kind: 'down', reason: 'storage-refused' });
});
