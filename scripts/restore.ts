import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { runRestore } from './backup/run-restore.ts';
import { loadEnvFile, readStartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/** `DATA_DIR=… npm run restore -- FOLDER`: see docs/backup.md. */
const { positionals } = parseArgs({ allowPositionals: true });
const root = join(import.meta.dirname, '..');
const [folder] = positionals;
try {
  if (folder === undefined) throw new Error('Name the backup: npm run restore -- FOLDER');
  loadEnvFile(root);
  const env = readStartEnv(root);
  const file = env.masterKeyFile ?? undefined;
  const masterKey = await loadMasterKey({
    MASTER_KEY: process.env['MASTER_KEY'] || undefined,
    MASTER_KEY_FILE: file,
  }).catch((cause: unknown) => {
    throw new Error(`Put the copy of the master key into ${file ?? 'MASTER_KEY'} first.`, {
      cause,
    });
  });
  await runRestore({
    env,
    folder: resolve(folder),
    masterKey,
    print: (line) => console.log(line),
  });
  console.log(`Restored into ${env.dataDir}. Start it with npm start: recorders then send again`);
  console.log('what it lacks, and the page Integrity tells how far they are.');
} catch (error) {
  console.error(`Nothing was restored that could be started. ${messageOf(error)}`);
  process.exitCode = 1;
}
