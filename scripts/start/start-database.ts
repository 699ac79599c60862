import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';
import type { StartEnv } from './env.ts';
import { keepRunning } from './keep-running.ts';
import type { Running } from './start-child.ts';

export interface StartedDatabase {
  readonly url: string;
  /** For migrations alone. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** The operator's server when DATABASE_URL names one; else our own, kept running. */
export async function startDatabase(
  env: StartEnv,
  report: (line: string) => void,
): Promise<StartedDatabase> {
  if (env.databaseUrl !== null) {
    const { databaseUrl: url, databaseOwnerUrl } = env;
    return { url, ownerUrl: databaseOwnerUrl ?? url, stop: async () => {} };
  }
  const directory = join(env.dataDir, 'postgres');
  const first = await startEmbeddedPostgres({ directory });
  // The others have the address in their environment, so that it must stay.
  const port = Number(new URL(first.url).port);
  const stop = keepRunning(asRunning(first), {
    name: 'PostgreSQL',
    report,
    start: async () => asRunning(await startEmbeddedPostgres({ directory, port })),
  });
  return { url: first.url, ownerUrl: first.ownerUrl, stop };
}

function asRunning(server: EmbeddedPostgres): Running {
  return {
    ended: server.ended.then(() => ({ cause: 'killed', how: 'its process is gone' })),
    stop: () => server.stop(),
  };
}
