import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runBackup } from './backup/run-backup.ts';
import { loadEnvFile, readStartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/** `npm run backup -- FOLDER`: see docs/backup.md. `--with-archive` copies an archive in a folder too. */
const { values, positionals } = parseArgs({
  options: { 'with-archive': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const root = join(import.meta.dirname, '..');
const [folder] = positionals;
try {
  if (folder === undefined) throw new Error('Name the folder: npm run backup -- FOLDER');
  loadEnvFile(root);
  const env = readStartEnv(root);
  await runBackup({
    env,
    folder: resolve(folder),
    withArchive: values['with-archive'],
    print: (line) => console.log(line),
  });
  const key = env.masterKeyFile ?? 'the setting MASTER_KEY';
  console.log(
    `The master key is not in it (${key}). Keep a copy elsewhere: nothing opens without it.`,
  );
} catch (error) {
  console.error(`There is no new backup. ${messageOf(error)}`);
  process.exitCode = 1;
}
