import { newId, UserId } from '@workcompanion/core/ids';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import { keysOf } from '@workcompanion/core/storage/contract/sample-blobs';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { type ReleaseStage, releases } from '@workcompanion/db/schema/releases';
import { users } from '@workcompanion/db/schema/users';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ArchiveFixture, openArchiveFixture } from '../archive/testing/archive-fixture.ts';
import { removeWithdrawnReleases } from './remove-withdrawn-releases.ts';

const SHARED = 'cc'.repeat(32);

let fixture: ArchiveFixture;
let files: FolderStore;
const uploader = newId(UserId);
beforeEach(async () => {
  fixture = await openArchiveFixture();
  files = new FolderStore(`${fixture.folder}/releases`);
  await fixture.database.db.insert(users).values({
    id: uploader,
    email: 'ada@example.com',
    name: 'Ada',
    roles: ['admin'],
    createdAt: 0,
  });
});
afterEach(() => fixture.dispose());

async function release(version: string, stage: ReleaseStage, sha256: string): Promise<void> {
  await putBytes(files, releaseFile({ sha256 }), Buffer.from(version));
  await fixture.database.db.insert(releases).values({
    version,
    sha256,
    bytes: version.length,
    statement: 'signed',
    uploadedAt: 0,
    uploadedBy: uploader,
    stage,
    countedFrom: 0,
  });
}

it('deletes the files of withdrawn releases, and none that another release has too', async () => {
  await release('1.0.0', 'withdrawn', 'aa'.repeat(32));
  await release('1.1.0', 'all', 'bb'.repeat(32));
  await release('1.2.0', 'withdrawn', SHARED);
  await release('1.3.0', 'draft', SHARED);
  const job = removeWithdrawnReleases(files);
  expect(await job.run(fixture.ctx)).toEqual({ removed: 1 });
  const left = ['bb'.repeat(32), SHARED].map((sha256) => releaseFile({ sha256 }));
  expect(await keysOf(files, '')).toEqual(left);
  expect(await job.run(fixture.ctx)).toBeNull();
});
