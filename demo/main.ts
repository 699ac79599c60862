import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '@workcompanion/db/client';
import { policyInForce } from '@workcompanion/db/queries/policy-of-device';
import { ensurePrograms } from '../scripts/ensure-programs.ts';
import { type PortalRun, readPortalRun } from '../scripts/portal-run-file.ts';
import { assignPolicyToAll } from '../scripts/processes/assign-policy-to-all.ts';
import { makeEnrolmentToken } from '../scripts/processes/make-enrolment-token.ts';
import { startRecorder } from '../scripts/processes/recorder-process.ts';
import { startVirtualScreen } from '../scripts/virtual-screen/start-virtual-screen.ts';
import { showCompany } from './company/show-company.ts';

/** A segment can be played once it is whole: with the default of a minute, nobody would wait. */
const DEMO_SEGMENT_SECONDS = 10;

/**
 * `npm run demo` records a virtual screen for the portal that runs on this machine; with `--company` a
 * portal of its own shows a whole company.
 */
const { values } = parseArgs({ options: { company: { type: 'boolean', default: false } } });
const dataDir = process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data');
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort());
}
if (values.company) await showCompany(join(dataDir, 'demo-company'), stopping.signal);
else await recordScreen(dataDir, stopping.signal);

/** A virtual screen with moving windows, and a headless recorder for it, until `stopping`. */
async function recordScreen(dataDir: string, stopping: AbortSignal): Promise<void> {
  const portal = await readPortalRun(dataDir);
  if (!portal) {
    console.error('No portal runs here. Start it with `npm start`, then run the demo beside it.');
    process.exitCode = 1;
    return;
  }
  await ensurePrograms(['ffmpeg', 'chromium', 'Xvfb', 'openbox', 'xterm', 'xrandr']);
  const screen = await startVirtualScreen({
    width: 1920,
    height: 1080,
    monitors: 2,
    terminal: true,
  });
  const recorderDir = join(dataDir, 'demo-recorder');
  await mkdir(recorderDir, { recursive: true });
  const recorder = startRecorder({
    server: portal.url,
    token: await prepare(portal),
    dataDir: recorderDir,
    display: screen.display,
    inheritOutput: true,
  });
  console.log(
    `A virtual screen (${screen.display}) is being recorded. It appears within a minute at`,
  );
  console.log(`  ${portal.url}/people\nStop with Ctrl+C.`);
  if (!stopping.aborted) await once(stopping, 'abort');
  await Promise.allSettled([recorder.stop(), screen.stop()]);
}

/** Straight into the database: whoever may read the portal's run file owns the portal. */
async function prepare({ databaseUrl }: PortalRun): Promise<string> {
  const database = connect(databaseUrl);
  try {
    const current = await policyInForce(database.db);
    if (current.version === 1) {
      const capture = { ...current.capture, segmentSeconds: DEMO_SEGMENT_SECONDS };
      await assignPolicyToAll(database.db, 'Demo', { ...current, capture });
      console.log(`Policy 2: segments of ${DEMO_SEGMENT_SECONDS} s, so that you need not wait.`);
    }
    return await makeEnrolmentToken(database.db, { label: 'Demo', maxUses: 1 });
  } finally {
    await database.close();
  }
}
