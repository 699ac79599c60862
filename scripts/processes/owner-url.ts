import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPortalRun } from '../portal-run-file.ts';

/** The address of the embedded PostgreSQL of a running portal, as its owner: who may do anything. */
export async function ownerUrl(dataDir: string): Promise<string> {
  const run = await readPortalRun(dataDir);
  if (run === null) throw new Error(`No portal runs on ${dataDir}.`);
  const url = new URL(run.databaseUrl);
  const password = await readFile(join(dataDir, 'postgres', 'password'), 'utf8');
  url.username = 'workcompanion';
  url.password = password.trim();
  return url.href;
}
