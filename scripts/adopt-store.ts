import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { STORE_NAMES } from '@workcompanion/core/fleet/store-name';
import {
  ArchiveStoreEnv,
  archiveStoreOptions,
} from '@workcompanion/core/storage/archive/archive-store-options';
import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import {
  HotStoreEnv,
  hotStoreOptions,
  openHotStore,
} from '@workcompanion/core/storage/hot/open-hot-store';
import {
  ObjectStoreEnv,
  objectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import { connect } from '@workcompanion/db/client';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { openMarkers } from '@workcompanion/db/stores/open-markers';
import { adoptStore } from '@workcompanion/db/stores/take-into-use';
import { readPortalRun } from './portal-run-file.ts';
import { childEnv } from './start/child-env.ts';
import { loadEnvFile, readStartEnv, type StartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/**
 * `npm run adopt-store -- NAME`: says that the store at its configured place is this installation's
 * from now on, as after a disk was lost and replaced by an empty one. What the catalogue knows there
 * and is not there counts as lost from then on.
 */
async function adopt(name: string | undefined, env: StartEnv): Promise<void> {
  const chosen = STORE_NAMES.find((each) => each === name);
  if (chosen === undefined) throw new Error(`Which store? One of ${STORE_NAMES.join(', ')}.`);
  const url = env.databaseUrl ?? (await readPortalRun(env.dataDir))?.databaseUrl;
  if (url === undefined) throw new Error('Start the portal first: its database must run.');
  const archive = archiveStoreOptions(ArchiveStoreEnv.parse(childEnv(env, url)), 1);
  const database = connect(url, { max: 1, applicationName: 'workcompanion adopt-store' });
  const hotStore = hotStoreOptions({
    ...HotStoreEnv.parse(childEnv(env, url)),
    HOT_DIR: env.hotDir,
  });
  const objectStore = objectStoreOptions(ObjectStoreEnv.parse(childEnv(env, url)));
  const remote = archive === null ? null : openArchiveStore(archive);
  try {
    const places = {
      hotDir: env.hotDir,
      thumbnailsDir: env.thumbnailDir,
      evidencePackagesDir: env.evidencePackagesDir,
      journalDir: env.journalDir,
      archive,
    };
    const installation = await readInstallationId(database.db);
    const marker = openMarkers(places, {
      installation,
      remote,
      hotBucket: hotStore.bucket === null ? null : openHotStore(hotStore),
      objectStores: objectStore.bucket === null ? null : openObjectStores(objectStore),
    })[chosen];
    if (marker === null) throw new Error('The archive is switched off.');
    const state = await marker.look();
    if (state === 'foreign') {
      throw new Error(`The store "${chosen}" is marked as another's: remove that mark first.`);
    }
    await adoptStore(database.db, marker, Date.now() * 1000);
    console.log(`The store "${chosen}" is this installation's now (it was: ${state}).`);
  } finally {
    await database.close();
  }
}

const root = join(import.meta.dirname, '..');
try {
  loadEnvFile(root);
  await adopt(parseArgs({ allowPositionals: true }).positionals[0], readStartEnv(root));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
// Connections to a bucket would hold the process.
process.exit();
