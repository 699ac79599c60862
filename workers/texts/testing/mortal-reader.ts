import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { connect } from '@workcompanion/db/client';
import { pino } from 'pino';
import type { WorkerContext } from '../../job.ts';
import { readTexts } from '../text-jobs.ts';

export interface MortalOptions {
  readonly databaseUrl: string;
  /** Hex. */
  readonly masterKey: string;
  readonly folder: string;
  readonly leaseMs: number;
}

/** A text reader that is killed at any moment. It says when the queue is empty, and looks again. */
const options = ownOptions(process.env['MORTAL_READER']);
const database = connect(options.databaseUrl, { max: 3 });
const packs = new FolderStore(join(options.folder, 'thumbnails'));
const ctx: WorkerContext = {
  db: database.db,
  now: () => Date.now() * 1000,
  log: pino({ level: 'trace' }),
  stopping: new AbortController().signal,
  hot: new FolderHotStore(join(options.folder, 'hot')),
  thumbnails: packs,
  evidencePackages: packs,
  journal: packs,
  archive: null,
  masterKey: Buffer.from(options.masterKey, 'hex'),
};
const job = readTexts({ ffmpeg: 'ffmpeg', leaseMs: options.leaseMs, restMs: 0 });
process.stdout.write('ready\n');
for (;;) ctx.log.info({ done: await job.run(ctx) }, 'looked');

/** Safe: only the test starts this program. */
function ownOptions(text: string | undefined): MortalOptions {
  return JSON.parse(text ?? '{}') as MortalOptions;
}
