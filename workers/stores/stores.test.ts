import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { openTestTos, storeOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import { segments } from '@workcompanion/db/schema/segments';
import { settings } from '@workcompanion/db/schema/settings';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { openMarkers, type StoreMarkers } from '@workcompanion/db/stores/open-markers';
import { adoptStore, takeIntoUse } from '@workcompanion/db/stores/take-into-use';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ArchiveFixture,
  jobOf,
  openArchiveFixture,
} from '../archive/testing/archive-fixture.ts';
import { insertHotSegments } from '../archive/testing/insert-hot-segments.ts';
import { restWithoutStores, watchStores } from './watch-stores.ts';

let fixture: ArchiveFixture;
let installation: string;
let hotDir: string;
beforeEach(async () => {
  fixture = await openArchiveFixture();
  installation = await readInstallationId(fixture.database.db);
  hotDir = join(fixture.folder, 'hot');
});
afterEach(() => fixture.dispose());

/** Looked at anew: what is remembered of a look lasts a second. */
function markers(ofInstallation = installation): StoreMarkers {
  const root = join(fixture.folder, 'archive');
  const places = {
    hotDir,
    thumbnailsDir: join(fixture.folder, 'thumbnails'),
    journalDir: join(fixture.folder, 'journal'),
    evidencePackagesDir: join(fixture.folder, 'evidence-packages'),
    archive: { kind: 'folder', root } as const,
  };
  return openMarkers(places, { installation: ofInstallation });
}

const take = () => takeIntoUse(fixture.database.db, markers().hot, { now: 1 });

function insert() {
  const where = { db: fixture.database.db, hot: new FolderStore(hotDir) };
  return insertHotSegments(where, { count: 3, bytes: 1_000 });
}

async function unmount(): Promise<void> {
  await rename(hotDir, `${hotDir}-disk`);
  await mkdir(hotDir);
}

async function mount(): Promise<void> {
  await rm(hotDir, { recursive: true });
  await rename(`${hotDir}-disk`, hotDir);
}

describe('a store', () => {
  it('is taken into use by an installation that has nothing there yet, and made if need be', async () => {
    expect(await markers().hot.look()).toBe('missing');
    expect(await take()).toBe('ours');
    expect(await markers().hot.look()).toBe('ours');
    expect(await take()).toBe('ours');
  });

  it('is taken into use after an update, when what the catalogue knows is there', async () => {
    await insert();
    expect(await markers().hot.look()).toBe('unmarked');
    expect(await take()).toBe('ours');
  });

  it('is not when it holds nothing of what the catalogue knows, and is not even made', async () => {
    await insert();
    await unmount();
    expect(await take()).toBe('unmarked');
    await rm(hotDir, { recursive: true });
    expect(await take()).toBe('missing');
    expect(existsSync(hotDir)).toBe(false);
  });

  it('is never taken twice by itself, but by the word of an operator', async () => {
    await take();
    await unmount();
    expect(await take()).toBe('unmarked');
    await adoptStore(fixture.database.db, markers().hot, 1);
    expect(await take()).toBe('ours');
  });

  it('is known as that of another installation, and as another of our stores', async () => {
    const other = markers('00000000-0000-4000-8000-000000000000');
    await other.hot.write();
    expect(await take()).toBe('foreign');
    await expect(markers().hot.assertOurs()).rejects.toMatchObject({ code: 'unavailable' });
    await rm(hotDir, { recursive: true });
    await markers().archive?.write();
    await rename(join(fixture.folder, 'archive'), hotDir);
    expect(await take()).toBe('foreign');
  });

  it('is remembered beside others', async () => {
    await takeIntoUse(fixture.database.db, markers().thumbnails, { now: 1 });
    await take();
    const [row] = await fixture.database.db
      .select({ value: settings.value })
      .from(settings)
      .where(eq(settings.key, 'stores'));
    expect(row?.value).toEqual({ thumbnails: 1, hot: 1 });
  });
});

describe('a bucket', () => {
  const BAD_PUTS = [
    ['answers that it is busy', { kind: 'status', status: 503, code: 'ServiceUnavailable' }],
    ['takes the mark and forgets it', { kind: 'phantom' }],
  ] as const;

  it.each(BAD_PUTS)('that %s ends no worker, and is taken into use later', async (_, fault) => {
    const { server, store, dispose } = await openTestTos();
    try {
      const remote = { kind: 'tos', options: storeOptionsFor(server) } as const;
      const places = {
        hotDir,
        thumbnailsDir: hotDir,
        journalDir: hotDir,
        evidencePackagesDir: hotDir,
        archive: remote,
      };
      const opened = openMarkers(places, { installation, remote: store });
      const stores = watchStores(opened);
      server.addFault({ operation: 'put', fault });
      await stores.run(fixture.ctx);
      expect(await opened.hot.look()).toBe('ours');
      expect(await opened.archive?.look()).toBe('unmarked');

      server.clearFaults();
      await stores.run(fixture.ctx);
      expect(await opened.archive?.look()).toBe('ours');
    } finally {
      await dispose();
    }
  });
});

describe('the archive', () => {
  it('rests while the hot folder is not mounted, loses nothing by it, and goes on by itself', async () => {
    await insert();
    const opened = markers();
    await opened.hot.write();
    await opened.archive?.write();
    const archive = fixture.open({
      hotStore: { folder: hotDir, bucket: null, installation },
    });
    const job = (mounted: StoreMarkers) => restWithoutStores(jobOf(archive, 'archive'), mounted);
    const rows = () =>
      fixture.database.db
        .select({ state: segments.state, attempts: segments.attempts })
        .from(segments);

    await unmount();
    expect(await job(markers()).run(fixture.ctx)).toBeNull();
    expect(await rows()).toEqual(Array(3).fill({ state: 'hot', attempts: null }));
    // Also when it goes in the midst of a run: then the store itself says so.
    await jobOf(archive, 'archive').run(fixture.ctx);
    expect((await rows()).map(({ state }) => state)).toEqual(['hot', 'hot', 'hot']);

    await mount();
    await expect
      .poll(
        async () => {
          await job(markers()).run(fixture.ctx);
          return (await rows()).map(({ state }) => state);
        },
        { timeout: 30_000 },
      )
      .toEqual(['archived', 'archived', 'archived']);
  }, 60_000);
});
