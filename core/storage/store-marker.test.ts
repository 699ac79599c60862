import { expect, it } from 'vitest';
import { BLOB_MARKER_PREFIX, BlobMarker } from './store-marker.ts';
import { openTestTos, PATIENT } from './testing/open-test-tos.ts';

const OWNER = { name: 'archive', installation: 'ours' } as const;

it('looks each minute whether a bucket is still ours, and believes no silence', async () => {
  const { server, store, dispose } = await openTestTos(PATIENT);
  try {
    let nowMs = 0;
    const marker = new BlobMarker(store, OWNER, () => nowMs);
    expect(await marker.look()).toBe('unmarked');
    await marker.write();
    expect(await marker.look()).toBe('ours');

    // Emptied, as by somebody who made the bucket anew.
    await store.delete(`${BLOB_MARKER_PREFIX}ours`);
    nowMs += 59_000;
    expect(await marker.look()).toBe('ours');
    nowMs += 2_000;
    expect(await marker.look()).toBe('unmarked');
    await marker.write();
    expect(await marker.look()).toBe('ours');

    nowMs += 61_000;
    server.addFault({ operation: 'head', fault: { kind: 'bad-gateway' } });
    expect(await marker.look()).toBe('ours');
    server.clearFaults();
    await store.delete(`${BLOB_MARKER_PREFIX}ours`);
    await new BlobMarker(store, { ...OWNER, installation: 'another' }).write();
    expect(await marker.look()).toBe('foreign');

    server.addFault({ operation: 'head', fault: { kind: 'bad-gateway' } });
    expect(await marker.look()).toBe('not-looked-at');
  } finally {
    await dispose();
  }
});
