import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_USER } from '@workcompanion/db/embedded/prepare-cluster';
import { readPortalRun } from '../../scripts/portal-run-file.ts';
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { heldOpen } from './held-open.ts';
import { cpuSeconds, endedChildrenCpuSeconds, findInTree, processTree } from './process-usage.ts';

export interface BenchPortal {
  readonly url: string;
  /** Connects as the owner, since benches fill tables faster than a portal may. */
  readonly databaseUrl: string;
  readonly client: PortalClient;
  /** Pid of the web server alone, whose CPU and memory are what is measured. */
  readonly webPid: number;
  /** What web server and database have used so far: on a busy machine it tells more than the clock. */
  cpuSeconds(): number;
  enrolmentToken(): Promise<string>;
  stop(): Promise<void>;
}

/** A real portal on an empty data folder, with its first account signed in. */
export function startBenchPortal(env: Readonly<Record<string, string>> = {}): Promise<BenchPortal> {
  return heldOpen(start(env));
}

async function start(env: Readonly<Record<string, string>>): Promise<BenchPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-portal-'));
  const portal = await heldOpen(startPortal(dataDir, { LOG_LEVEL: 'error', ...env }));
  const run = await readPortalRun(dataDir);
  if (!run) throw new Error('the portal has written no run file');
  const client = new PortalClient(portal.url);
  const account = { name: 'Bench', email: 'bench@example.com', password: 'correct horse battery' };
  await client.redeem(portal.adminLink, account);
  await client.askNobodyWhy();
  const webPid = findInTree(portal.pid, 'web/main');
  const databasePid = findInTree(portal.pid, 'bin/postgres');
  return {
    url: portal.url,
    databaseUrl: await ownerUrl(dataDir, run.databaseUrl),
    client,
    webPid,
    // Connections that end take their processes with them.
    cpuSeconds: () =>
      [webPid, ...processTree(databasePid)].reduce(
        (sum, pid) => sum + cpuSeconds(pid),
        endedChildrenCpuSeconds(databasePid),
      ),
    async enrolmentToken() {
      const request = { label: 'bench', personId: null, expiresInHours: 1, maxUses: 1000 };
      const created = await client.post<{ token: string }>('/api/portal/enrolment-tokens', request);
      return created.token;
    },
    async stop() {
      await portal.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ownerUrl(dataDir: string, databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  url.username = DATABASE_USER;
  url.password = (await readFile(join(dataDir, 'postgres', 'password'), 'utf8')).trim();
  return url.href;
}
