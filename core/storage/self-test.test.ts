import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesOf } from './contract/sample-blobs.ts';
import { FolderStore } from './folder-store.ts';
import { TosStore } from './remote/tos-store.ts';
import { selfTestBlobStore } from './self-test.ts';
import { openTestTos, storeOptionsFor } from './testing/open-test-tos.ts';
import type { Fault, Operation } from './testing/tos-server/faults.ts';
import type { TosServer } from './testing/tos-server/start-tos-server.ts';

const ALL = ['write', 'verify', 'list', 'read', 'range', 'delete'];

describe('selfTestBlobStore', () => {
  let server: TosServer;
  let store: TosStore;
  let dispose: () => Promise<void>;
  beforeEach(async () => {
    ({ server, store, dispose } = await openTestTos());
  });
  afterEach(() => dispose());

  it('takes every step on a sound store, and leaves nothing', async () => {
    const steps = await selfTestBlobStore(store);
    expect(steps.map(({ step }) => step)).toEqual(ALL);
    for (const step of steps) expect(step).toMatchObject({ ok: true });
    expect(server.objects.size).toBe(0);
  });

  it('takes every step on a folder', async () => {
    const root = await mkdtemp(join(tmpdir(), 'self-test-'));
    const folder = new FolderStore(root);
    const steps = await selfTestBlobStore(folder);
    expect(steps.filter(({ ok }) => ok).map(({ step }) => step)).toEqual(ALL);
    expect(await entriesOf(folder, '')).toEqual([]);
    await rm(root, { recursive: true });
  });

  it.each<[string, Operation, Fault, string[]]>([
    ['what is stored is not what was sent', 'put', { kind: 'corrupt-store' }, ['verify', 'read']],
    [
      'a put only seems to succeed',
      'put',
      { kind: 'phantom' },
      ['verify', 'list', 'read', 'range'],
    ],
    ['downloads are changed', 'get', { kind: 'flip-download' }, ['read', 'range']],
    [
      'lists are forbidden',
      'list',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      ['list'],
    ],
    [
      'deletion is forbidden',
      'delete',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      ['delete'],
    ],
  ])('says which steps fail when %s', async (_, operation, fault, failing) => {
    server.addFault({ operation, fault });
    const failed = (await selfTestBlobStore(store)).filter(({ ok }) => !ok);
    expect(failed.map(({ step }) => step)).toEqual(failing);
    for (const { error } of failed) expect(error).toMatch(/^[a-z-]+: .+/);
  });

  it('tries no more than to clean up when it can’t write, and shows no secret', async () => {
    const credentials = {
      accessKeyId: server.credentials.accessKeyId,
      secretAccessKey: 'wrong-one',
    };
    const stranger = new TosStore({ ...storeOptionsFor(server), credentials });
    const steps = await selfTestBlobStore(stranger);
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['write', false],
      ['delete', false],
    ]);
    expect(steps[0]?.error).toBe('storage-refused: TOS answered 403 SignatureDoesNotMatch');
    expect(JSON.stringify(steps)).not.toContain('wrong-one');
    await stranger.close();
  });
});
