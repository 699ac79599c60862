import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { connect } from '@workcompanion/db/client';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pino } from 'pino';
import { finishDeletions } from '../finish-deletions.ts';
import { type CopyPlace, storePlace } from '../retention-work.ts';
import { runNight } from '../run-night.ts';

export interface MortalOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly masterKey: string;
  /** UTC µs. */
  readonly now: number;
  readonly night: string;
  /** Dies before this step: each statement and each deletion in a store is one. */
  readonly dieBefore: number;
}

/** A night of retention in a process of its own, which kills itself in the middle. */
const options = ownOptions(process.env['MORTAL_RETENTION']);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === options.dieBefore) process.kill(process.pid, 'SIGKILL');
}

function mortal(place: CopyPlace): CopyPlace {
  return {
    name: place.name,
    deleteCopies: async (segments) => {
      for (const segment of segments) {
        step();
        await place.deleteCopies([segment]);
      }
    },
  };
}

const database = connect(options.databaseUrl, { max: 1 });
const work = {
  db: drizzle({ client: database.pool, logger: { logQuery: step } }),
  log: pino({ level: 'silent' }),
  now: () => options.now,
  masterKey: Buffer.from(options.masterKey, 'hex'),
  archive: mortal(storePlace('archive', new FolderStore(join(options.folder, 'archive')))),
  otherPlaces: [mortal(storePlace('hot', new FolderStore(join(options.folder, 'hot'))))],
  thumbnails: new FolderStore(join(options.folder, 'thumbnails')),
  windowTracks: new FolderStore(join(options.folder, 'journal')),
  settle: 0,
  mayGoOn: () => true,
};
await runNight(work, { night: options.night, worker: 'mortal' });
await finishDeletions(work);
await database.close();

/** Safe: only the test starts this program. */
function ownOptions(text: string | undefined): MortalOptions {
  return JSON.parse(text ?? '{}') as MortalOptions;
}
