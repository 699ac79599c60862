import { readdir } from 'node:fs/promises';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import { verifyRelease } from '@workcompanion/core/releases/release-signature';
import type { LastUpdate } from '@workcompanion/core/releases/update-report';
import { BucketFolder } from '@workcompanion/core/storage/objects/bucket-folder';
import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import { takeSlot } from '@workcompanion/db/queries/take-slot';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import { Releases } from '../../contract/releases.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { DeviceContext } from '../device-context.ts';
import { listDevices } from '../devices/list-devices.ts';
import { readOverview } from '../overview/read-overview.ts';
import { receiveHeartbeat } from '../recorder/receive-heartbeat.ts';
import { signedRelease } from '../testing/make-release.ts';
import { TestDevice } from '../testing/test-device.ts';
import { testHeartbeat } from '../testing/test-heartbeat.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import {
  pauseRelease,
  resumeRelease,
  retryUpdate,
  rollOutRelease,
  withdrawRelease,
} from './change-release.ts';
import { DOWNLOADS, downloadRelease } from './download-release.ts';
import { listFailedUpdates } from './list-failed-updates.ts';
import { listReleases } from './list-releases.ts';
import { ReleaseStore } from './release-store.ts';
import { uploadRelease } from './upload-release.ts';

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
});
afterAll(() => server.close());

const contentOf = (version: string) => `installer of ${version}`;

async function* inPieces(text: string) {
  for (const piece of text.match(/.{1,5}/gs) ?? []) yield Buffer.from(piece);
}

async function upload(version: string, content = contentOf(version)) {
  const { statement } = signedRelease(version, contentOf(version));
  return await uploadRelease(admin, { statement, body: inPieces(content) });
}

async function summaryOf(version: string) {
  const list = await listReleases(admin);
  expect(Releases.safeParse(list).error).toBeUndefined();
  return list.items.find((item) => item.version === version);
}

async function recorder(): Promise<DeviceContext> {
  return (await TestDevice.enrolled(admin)).in(admin);
}

interface Said {
  readonly running?: string;
  readonly by?: 'portal' | 'own-tools' | 'none';
  readonly last?: LastUpdate | null;
}

/** The version that the answer offers. */
async function beat(ctx: DeviceContext, { running, by, last }: Said = {}) {
  const { release } = await receiveHeartbeat(
    ctx,
    testHeartbeat({
      recorderVersion: running ?? '0.1.0',
      updates: { by: by ?? 'portal', last: last ?? null },
    }),
  );
  return release === undefined
    ? null
    : { version: release.statement.split('\n')[1], attempt: release.attempt };
}

const ended = (version: string, state: LastUpdate['state'], attempt = 1): LastUpdate => ({
  version,
  attempt,
  state,
  bytes: 9,
  code: state === 'failed' ? '1603' : null,
});

async function bytesOf(ctx: DeviceContext, version: string, range: string | null = null) {
  const file = await downloadRelease(ctx, { version, range, ifRange: null, headOnly: false });
  const pieces: Uint8Array[] = [];
  for await (const piece of file.content?.chunks() ?? []) pieces.push(piece);
  await file.content?.close();
  return Buffer.concat(pieces).toString();
}

describe('an upload', () => {
  test('makes a draft, which is offered to nobody', async () => {
    await upload('1.0.0');
    expect(await summaryOf('1.0.0')).toMatchObject({ stage: 'draft', uploadedBy: 'Ada' });
    expect(await beat(await recorder())).toBeNull();
    await expect(upload('1.0.0')).rejects.toMatchObject({ code: 'already-exists' });
  });

  test.each([
    ['is longer than stated', 'installer of 1.0.1 and more', 'release-mismatch'],
    ['is shorter', 'installer', 'release-mismatch'],
    ['is another file', 'installer of 1.0.X', 'release-mismatch'],
  ])('that %s leaves nothing', async (_, content, code) => {
    await expect(upload('1.0.1', content)).rejects.toMatchObject({ code });
    expect(await summaryOf('1.0.1')).toBeUndefined();
    expect(await readdir(admin.releases.incoming('').replace(/put-$/, ''))).toEqual([]);
  });

  test('of another company is refused before its body is read', async () => {
    const { statement } = signedRelease('1.0.2', contentOf('1.0.2'));
    const forged = statement.replace('1.0.2', '1.0.3');
    const body = {
      [Symbol.asyncIterator]: () => {
        throw new Error('the body was read');
      },
    };
    await expect(uploadRelease(admin, { statement: forged, body })).rejects.toMatchObject({
      code: 'release-not-signed',
    });
  });
});

describe('a release', () => {
  test('reaches the share of devices it is for, and all when it is for all', async () => {
    await upload('1.1.0');
    const fleet = await Promise.all(Array.from({ length: 12 }, recorder));
    await rollOutRelease(admin, { version: '1.1.0', stage: 'some', percent: 50, targets: [] });
    const offered = async () => (await Promise.all(fleet.map((one) => beat(one)))).filter(Boolean);
    const half = (await offered()).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(12);
    expect((await offered()).length).toBe(half);
    await rollOutRelease(admin, { version: '1.1.0', stage: 'all' });
    expect((await offered()).length).toBe(12);
    await withdrawRelease(admin, { version: '1.1.0' });
    expect((await offered()).length).toBe(0);
  });

  test('for named devices reaches those, and nobody else', async () => {
    await upload('1.2.0');
    const [named, other] = [await recorder(), await recorder()];
    const targets = [{ scope: 'device', id: named.device.id } as const];
    await rollOutRelease(admin, { version: '1.2.0', stage: 'some', percent: 0, targets });
    expect(await beat(named)).toEqual({ version: '1.2.0', attempt: 1 });
    expect(await beat(other)).toBeNull();
    expect((await summaryOf('1.2.0'))?.targets).toMatchObject([{ id: named.device.id }]);
    const page = await listDevices(admin, ListDevices.parse({ device: named.device.id }));
    expect(page.items[0]?.update).toMatchObject({
      by: 'portal',
      target: '1.2.0',
      last: { version: '1.2.0', state: 'offered' },
    });
    await withdrawRelease(admin, { version: '1.2.0' });
  });

  test('is downloaded whole or from an offset, by those it is offered to', async () => {
    await upload('1.3.0');
    const [own, other] = [await recorder(), await recorder()];
    const targets = [{ scope: 'device', id: own.device.id } as const];
    await rollOutRelease(admin, { version: '1.3.0', stage: 'some', percent: 0, targets });
    await beat(own);
    expect(await bytesOf(own, '1.3.0')).toBe('installer of 1.3.0');
    expect(await bytesOf(own, '1.3.0', 'bytes=13-')).toBe('1.3.0');
    await beat(other);
    await expect(bytesOf(other, '1.3.0')).rejects.toMatchObject({ code: 'not-found' });
    await withdrawRelease(admin, { version: '1.3.0' });
    await expect(bytesOf(own, '1.3.0')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('lies in a bucket where that is the store, and its download goes on there', async () => {
    const tos = await openTestTos(PATIENT);
    try {
      const { folder, keys } = admin.releases;
      const bucket = new BucketFolder(tos.store, 'releases', { partBytes: 8 });
      const inBucket = { releases: new ReleaseStore(bucket, folder, keys) };
      const { statement } = signedRelease('1.3.2', contentOf('1.3.2'));
      const body = inPieces(contentOf('1.3.2'));
      await uploadRelease({ ...admin, ...inBucket }, { statement, body });
      await rollOutRelease(admin, { version: '1.3.2', stage: 'all' });
      const own = await recorder();
      await beat(own);
      expect(await bytesOf({ ...own, ...inBucket }, '1.3.2')).toBe('installer of 1.3.2');
      expect(await bytesOf({ ...own, ...inBucket }, '1.3.2', 'bytes=7-')).toBe('er of 1.3.2');
      await withdrawRelease({ ...admin, ...inBucket }, { version: '1.3.2' });
      // No request deletes it: the workers do.
      expect(await bucket.head(releaseFile(verifyRelease(statement, keys)))).not.toBeNull();
    } finally {
      await tos.dispose();
    }
  });

  test('waits for its turn while too many download', async () => {
    await upload('1.3.1');
    const ctx = await recorder();
    await rollOutRelease(admin, { version: '1.3.1', stage: 'all' });
    await beat(ctx);
    const wish = { ...DOWNLOADS, now: ctx.now() };
    const ends = await Promise.all(Array.from({ length: 16 }, () => takeSlot(ctx.db, wish)));
    await expect(bytesOf(ctx, '1.3.1')).rejects.toMatchObject({ code: 'too-many-requests' });
    for (const end of ends) await end?.();
    for (let at = 0; at < 20; at++) expect(await bytesOf(ctx, '1.3.1')).toContain('1.3.1');
    await withdrawRelease(admin, { version: '1.3.1' });
  });

  test('is not offered to a device that runs it, runs a newer one, or has other tools', async () => {
    await upload('1.4.0');
    await rollOutRelease(admin, { version: '1.4.0', stage: 'all' });
    const ctx = await recorder();
    expect(await beat(ctx, { running: '1.4.0' })).toBeNull();
    expect(await beat(ctx, { running: '1.10.0' })).toBeNull();
    expect(await beat(ctx, { by: 'own-tools' })).toBeNull();
    await expect(bytesOf(ctx, '1.4.0')).rejects.toMatchObject({ code: 'not-found' });
    expect(await beat(ctx)).toMatchObject({ version: '1.4.0' });
    await withdrawRelease(admin, { version: '1.4.0' });
  });

  test('that was rolled back is offered again only when somebody says so', async () => {
    await upload('1.5.0');
    await rollOutRelease(admin, { version: '1.5.0', stage: 'all' });
    const ctx = await recorder();
    await beat(ctx);
    const last = ended('1.5.0', 'rolled-back');
    expect(await beat(ctx, { last })).toBeNull();
    expect((await listFailedUpdates(admin, { version: '1.5.0', limit: 9 })).items).toMatchObject([
      { device: ctx.device.id, state: 'rolled-back' },
    ]);
    await retryUpdate(admin, { version: '1.5.0', device: ctx.device.id });
    expect(await beat(ctx, { last })).toEqual({ version: '1.5.0', attempt: 2 });
    expect(await beat(ctx, { last: ended('1.5.0', 'installed', 2) })).toBeNull();
    expect((await summaryOf('1.5.0'))?.progress).toMatchObject({ installed: 1, failed: 0 });
    await withdrawRelease(admin, { version: '1.5.0' });
  });

  test('can be paused, and goes on', async () => {
    await upload('1.6.0');
    await rollOutRelease(admin, { version: '1.6.0', stage: 'all' });
    const ctx = await recorder();
    await pauseRelease(admin, { version: '1.6.0' });
    expect(await beat(ctx)).toBeNull();
    await resumeRelease(admin, { version: '1.6.0' });
    expect(await beat(ctx)).toMatchObject({ version: '1.6.0' });
    await withdrawRelease(admin, { version: '1.6.0' });
    await expect(resumeRelease(admin, { version: '1.6.0' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await upload('1.6.0');
    expect(await summaryOf('1.6.0')).toMatchObject({ stage: 'draft' });
  });

  test('that fails on three devices pauses by itself, once more only after new failures', async () => {
    await upload('1.7.0');
    await rollOutRelease(admin, { version: '1.7.0', stage: 'all' });
    const fail = async () => {
      const ctx = await recorder();
      await beat(ctx);
      await beat(ctx, { last: ended('1.7.0', 'failed') });
      await beat(ctx, { last: ended('1.7.0', 'failed') });
    };
    await fail();
    await fail();
    expect(await summaryOf('1.7.0')).toMatchObject({ pauseCause: null, progress: { failed: 2 } });
    expect((await readOverview(admin)).pausedReleases).toEqual([]);
    await fail();
    expect(await summaryOf('1.7.0')).toMatchObject({ pauseCause: 'failures' });
    expect((await readOverview(admin)).pausedReleases).toEqual(['1.7.0']);
    const auditor = await makeUser(admin, ['auditor']);
    expect((await readOverview(auditor)).pausedReleases).toEqual([]);
    await resumeRelease(admin, { version: '1.7.0' });
    await fail();
    expect(await summaryOf('1.7.0')).toMatchObject({ pauseCause: null, progress: { failed: 4 } });
    const entries = await admin.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, '1.7.0'));
    expect(entries.map(({ action }) => action)).toEqual([
      'release.uploaded',
      'release.rolled-out',
      'release.paused-by-failures',
      'release.resumed',
    ]);
    await withdrawRelease(admin, { version: '1.7.0' });
  });
});
