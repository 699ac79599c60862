import { type PortalRun, readPortalRun } from '../../../scripts/portal-run-file.ts';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';

export async function runOf({ dataDir }: PortalProcess): Promise<PortalRun> {
  const run = await readPortalRun(dataDir);
  if (!run) throw new Error('the portal has written no run file');
  return run;
}
