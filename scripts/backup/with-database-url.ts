import { join } from 'node:path';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { readPortalRun } from '../portal-run-file.ts';
import type { StartEnv } from '../start/env.ts';

/**
 * The running portal's database; else the one of the settings, started for as long as it is used. As
 * its owner where we know it: a restore makes tables.
 */
export async function withDatabaseUrl<T>(
  env: StartEnv,
  use: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const portal = await readPortalRun(env.dataDir);
  const running = env.databaseOwnerUrl ?? env.databaseUrl ?? portal?.databaseUrl;
  if (running !== undefined) return use(running);
  const server = await startEmbeddedPostgres({ directory: join(env.dataDir, 'postgres') });
  try {
    return await use(server.ownerUrl);
  } finally {
    await server.stop();
  }
}
