import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { type PortalProcess, startPortal } from '../../scripts/processes/portal-process.ts';
import { ACCOUNTS, EMPLOYEES } from './cast.ts';
import { drawClips } from './draw-clips.ts';
import { furnishCompany } from './furnish-company.ts';
import { type Recorded, recordCompany } from './record-company.ts';

const BEAT_MS = 30_000;
const THREE_WEEKS = 21 * 86_400_000_000;

/**
 * A portal of its own, with a company that is not real: twelve people, two weeks, screens that look like
 * work. All of it lies in `dataDir`; it is made at the first start, and removing the folder removes it.
 */
export async function showCompany(dataDir: string, stopping: AbortSignal): Promise<void> {
  await ensurePrograms(['ffmpeg', 'chromium']);
  const done = join(dataDir, 'company.json');
  if (existsSync(dataDir) && !existsSync(done)) await rm(dataDir, { recursive: true });
  await mkdir(dataDir, { recursive: true });
  console.log('Starting a portal of its own …');
  const portal = await startPortal(dataDir);
  try {
    if (!existsSync(done)) {
      const recorded = await fill(portal);
      await writeFile(done, JSON.stringify({ filledAt: new Date().toISOString() }));
      tellAccounts(portal.url);
      await beat(recorded, stopping);
    } else {
      tellAccounts(portal.url);
      if (!stopping.aborted) await once(stopping, 'abort');
    }
  } finally {
    await portal.stop();
  }
}

async function fill({ url, adminLink, dataDir }: PortalProcess): Promise<readonly Recorded[]> {
  const admin = new PortalClient(url);
  await admin.redeem(adminLink, { ...ACCOUNTS.admin, password: PASSWORD });
  await admin.askNoSecondFactor();
  const run = await readPortalRun(dataDir);
  if (run === null) throw new Error('The portal has written no run file.');
  const { db, close } = connect(run.databaseUrl, { max: 2 });
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
async function beat(recorded: readonly Recorded[], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    for (const { employee, device } of recorded) {
      const at = EMPLOYEES.indexOf(employee);
      if (at % 6 === 5) continue;
      const displays = Array.from({ length: employee.displays }, (_, one) => `MONITOR-${one + 1}`);
      await device.beat(at === 3 ? 'paused' : 'recording', displays);
    }
    await sleep(BEAT_MS, undefined, { signal: stopping }).catch(() => {});
  }
}
