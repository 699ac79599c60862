import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What a running portal says to tools of the same user on the same machine. It holds the database's
 * password, so only the owner may read it.
 */
const PortalRun = z.object({ pid: z.number(), url: z.url(), databaseUrl: z.string() });
export type PortalRun = z.infer<typeof PortalRun>;

const runFile = (dataDir: string) => join(dataDir, 'portal-run.json');

export async function writePortalRun(dataDir: string, run: PortalRun): Promise<void> {
  await writeFile(runFile(dataDir), JSON.stringify(run), { mode: 0o600 });
}

export async function removePortalRun(dataDir: string): Promise<void> {
  await rm(runFile(dataDir), { force: true });
}

/** Null when no portal runs on this data folder. */
export async function readPortalRun(dataDir: string): Promise<PortalRun | null> {
  const text = await readFile(runFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const run = PortalRun.parse(JSON.parse(text));
  return isAlive(run.pid) ? run : null;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
