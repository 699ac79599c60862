import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPortalRun } from './portal-run-file.ts';
import { childEnv } from './start/child-env.ts';
import { loadEnvFile, readStartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/** `npm run recover`: rows for segments that lie in the hot bucket and the database has lost (docs/backup.md). */
const root = join(import.meta.dirname, '..');
try {
  loadEnvFile(root);
  const env = readStartEnv(root);
  const url = env.databaseUrl ?? (await readPortalRun(env.dataDir))?.databaseUrl;
  if (url === undefined) throw new Error('Start the portal first: its database must run.');
  // The portal's own cache is for one process at a time.
  const cache = await mkdtemp(join(tmpdir(), 'workcompanion-recover-'));
  const child = spawn(process.execPath, [join(root, 'web', 'recover-main.ts')], {
    cwd: root,
    env: { ...childEnv(env, url), COLD_CACHE_DIR: cache },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  await rm(cache, { recursive: true, force: true });
  process.exitCode = Number(code ?? 1);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
