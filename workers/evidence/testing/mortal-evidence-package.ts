import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { objectStoreIn } from '@workcompanion/core/storage/testing/object-store-in';
import { connect } from '@workcompanion/db/client';
import type { EvidencePackageStep } from '@workcompanion/db/schema/evidence-packages';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pino } from 'pino';
import { claimEvidencePackage } from '../claim-evidence-package.ts';
import type { EvidencePackageOptions } from '../evidence-package-options.ts';
import { openEvidencePackagePool } from '../evidence-package-pool.ts';
import { makePackage } from '../make-package.ts';
import { runEvidencePackage } from '../run-evidence-package.ts';

export interface MortalOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly masterKey: string;
  readonly options: EvidencePackageOptions;
  readonly dieAt: MortalMoment;
}

export type MortalMoment =
  /** When somebody else kills it: as in a worker, the package is made in the thread. */
  | 'never'
  /** When so much of a step is done. */
  | { readonly step: EvidencePackageStep; readonly done: number }
  /** The package has its name, and its row does not say so yet. */
  | 'placed';

/** The making of one package in a process of its own, which kills itself in the middle. */
const mortal = ownOptions(process.env['MORTAL_EVIDENCE_PACKAGE']);
const { dieAt, folder, options } = mortal;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

const database = connect(mortal.databaseUrl, { max: 4 });
let isPlacing = false;
const ctx = {
  db: drizzle({
    client: database.pool,
    logger: {
      logQuery: (query) => {
        if (dieAt !== 'placed') return;
        if (query.includes('"wrapped_key" = $')) isPlacing = true;
        else if (isPlacing && query.startsWith('insert into "evidence_package_events"')) die();
      },
    },
  }),
  now: () => Date.now() * 1000,
  log: pino({ level: 'silent' }),
  hot: new FolderHotStore(join(folder, 'hot')),
  evidencePackages: new FolderStore(join(folder, 'evidence-packages')),
  journal: new FolderStore(join(folder, 'journal')),
  archive: new FolderStore(join(folder, 'archive')),
  masterKey: Buffer.from(mortal.masterKey, 'hex'),
};
const pool = openEvidencePackagePool({
  databaseUrl: mortal.databaseUrl,
  hotStore: { folder: join(folder, 'hot'), bucket: null },
  objectStore: objectStoreIn(folder),
  store: { kind: 'folder', root: join(folder, 'archive') },
  masterKey: ctx.masterKey,
  options,
});
const claimed = await claimEvidencePackage(ctx, options.leaseMs);
if (claimed === null) throw new Error('nothing was claimed');
await runEvidencePackage(ctx, claimed, {
  ...options,
  make: dieAt === 'never' ? pool.make : (making) => makePackage(ctx, options, making),
  stopping: new AbortController().signal,
  onTold: ({ step, done }) => {
    if (typeof dieAt === 'object' && step === dieAt.step && done >= dieAt.done) die();
  },
});
await pool.close();
await database.close();

/** Safe: only the test starts this program. */
function ownOptions(text: string | undefined): MortalOptions {
  return JSON.parse(text ?? '{}') as MortalOptions;
}
