import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { ensurePrograms } from '../../scripts/ensure-programs.ts';
import { readPortalRun } from '../../scripts/portal-run-file.ts';
import { PASSWORD } from '../../scripts/processes/join.ts';
import { makeEnrolmentToken } from '../../scripts/processes/make-enrolment-token.ts';
import { ownerUrl } from '../../scripts/processes/owner-url.ts';
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { type PortalProcess, startPortal } from '../../scripts/processes/portal-process.ts';
import {
  type SavedDevice,
  SimulatedDevice,
} from '../../scripts/simulated-device/simulated-device.ts';
import { ACCOUNTS } from './cast.ts';
import { drawClips } from './draw-clips.ts';
import { furnishCompany } from './furnish-company.ts';
import { type Recorded, recordCompany } from './record-company.ts';

/** Beside that of `npm start`. */
const DEFAULT_PORT = '3100';
const BEAT_MS = 30_000;
const THREE_WEEKS = 21 * 86_400_000_000;

/**
 * A portal of its own, with a company that is not real: twelve people, two weeks, screens that look like
 * work. All of it lies in `dataDir`; it is made at the first start, and removing the folder removes it.
 */
export async function showCompany(dataDir: string, stopping: AbortSignal): Promise<void> {
  await ensurePrograms(['ffmpeg', 'chromium']);
  const done = join(dataDir, 'company.json');
  const run = await readPortalRun(dataDir);
  if (run !== null) {
    console.error(`The company runs already, at ${run.url} (process ${run.pid}).`);
    process.exitCode = 1;
    return;
  }
  // What was interrupted while it was made is made anew.
  if (existsSync(dataDir) && !existsSync(done)) await rm(dataDir, { recursive: true });
  await mkdir(dataDir, { recursive: true });
  console.log('Starting a portal of its own …');
  const portal = await startPortal(dataDir, { PORT: process.env['PORT'] || DEFAULT_PORT });
  try {
    if (!existsSync(done)) {
      const recorded = await fill(portal);
      const saved = recorded.map(({ device }) => device.save());
      await writeFile(done, JSON.stringify(saved), { mode: 0o600 });
    }
    const saved: SavedDevice[] = JSON.parse(await readFile(done, 'utf8'));
    tellAccounts(portal.url);
    await beat(
      saved.map((device) => new SimulatedDevice(portal.url, device)),
      stopping,
    );
  } finally {
    await portal.stop();
  }
}

async function fill({ url, adminLink, dataDir }: PortalProcess): Promise<readonly Recorded[]> {
  const admin = new PortalClient(url);
  await admin.redeem(adminLink, { ...ACCOUNTS.admin, password: PASSWORD });
  await admin.askNoSecondFactor();
  // Only the owner may say that computers were enrolled before they recorded.
  const { db, close } = connect(await ownerUrl(dataDir), { max: 2 });
  const scratch = await mkdtemp(join(tmpdir(), 'workcompanion-company-'));
  try {
    console.log('Drawing what is on the screens …');
    const clip = await drawClips(scratch);
    console.log('Recording two weeks of twelve people …');
    const enrolledAt = Date.now() * 1000 - THREE_WEEKS;
    const recorded = await recordCompany({
      url,
      clip,
      scratch,
      enrolmentToken: () => makeEnrolmentToken(db, { label: 'Demo company', maxUses: 1 }),
      onEnrolled: async ({ id }) => {
        await db.update(devices).set({ enrolledAt }).where(eq(devices.id, id));
      },
      report: (line) => console.log(`  ${line}`),
    });
    await furnishCompany({ url, admin, recorded });
    return recorded;
  } finally {
    await close();
    await rm(scratch, { recursive: true });
  }
}

function tellAccounts(url: string): void {
  console.log(`\nThe company is at ${url}\nThe password of all of them: ${PASSWORD}`);
  for (const { email, ...account } of Object.values(ACCOUNTS)) {
    const roles = 'roles' in account ? account.roles.join(', ') : 'admin';
    console.log(`  ${roles.padEnd(12)} ${email}`);
  }
  console.log('Stop with Ctrl+C.');
}

/** Most are at work, one pauses, two are off: as long as this runs. */
async function beat(devices: readonly SimulatedDevice[], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    for (const [at, device] of devices.entries()) {
      if (at % 6 === 5) continue;
      // The next beat comes anyway, when a busy machine was too slow for this one.
      await device
        .beat(at === 3 ? 'paused' : 'recording', ['MONITOR-1'])
        .catch((error: unknown) => console.warn(String(error)));
    }
    await sleep(BEAT_MS, undefined, { signal: stopping }).catch(() => {});
  }
}
