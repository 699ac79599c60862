import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { connect } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { type PortalProcess, startPortal } from '../../../scripts/processes/portal-process.ts';
import {
  type RecorderProcess,
  startRecorder,
} from '../../../scripts/processes/recorder-process.ts';
import { stopChild } from '../../../scripts/processes/stop-child.ts';
import type { VirtualScreen } from '../../../scripts/virtual-screen/start-virtual-screen.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { briskPolicy, changePolicy } from './change-policy.ts';
import { makeEnrolmentToken } from './enrolment-token.ts';
import { ADMIN } from './fixtures.ts';
import { runOf } from './run-of.ts';

export interface ArchivedDay {
  readonly portal: PortalProcess;
  readonly admin: PortalClient;
  readonly personUrl: string;
  /** Unix ms of the first footage of the day. */
  readonly from: number;
}

const WORKERS = join(import.meta.dirname, '..', '..', '..', 'workers', 'main.ts');

/** Archives and sweeps as soon as there is anything. */
const AT_ONCE = {
  ARCHIVE_WINDOW_START: '00:00',
  ARCHIVE_WINDOW_END: '00:00',
  ARCHIVE_MINIMUM_AGE_HOURS: '0',
  ARCHIVE_GRACE_HOURS: '0',
};

interface Wish {
  readonly folder: string;
  readonly monitors: VirtualScreen;
  readonly archive: Readonly<Record<string, string>>;
}

/** A portal with some seconds of real footage, of which no local file is left. */
export async function recordThenArchive({ folder, monitors, archive }: Wish): Promise<ArchivedDay> {
  const portal = await startPortal(join(folder, 'portal'), { ...AT_ONCE, ...archive });
  const admin = new PortalClient(portal.url);
  await admin.redeem(portal.adminLink, ADMIN);
  await admin.askNobodyWhy();
  await changePolicy(portal, briskPolicy);
  const token = await makeEnrolmentToken(admin, 'Archive');
  const dataDir = join(folder, 'recorder');
  const { display } = monitors;
  const recorder = startRecorder({ server: portal.url, token, dataDir, display });
  const { id, date } = await untilRecorded(admin, recorder);
  await sleep(10_000);
  await recorder.stop();
  await untilSwept(portal, { ...process.env, ...AT_ONCE, ...archive });
  const from = await firstFootage(portal);
  return { portal, admin, from, personUrl: `${portal.url}/people/${id}/${date}` };
}

async function untilRecorded(
  admin: PortalClient,
  recorder: RecorderProcess,
): Promise<{ id: string; date: string }> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const { items } = await admin.get<{
      items: { id: string; today: { date: string; recordedMicros: number } }[];
    }>(PEOPLE_ROUTES.listPeople.path);
    const person = items.find(({ today }) => today.recordedMicros > 0);
    if (person) return { id: person.id, date: person.today.date };
    await sleep(500);
  }
  throw new Error(`nothing was recorded within a minute:\n${recorder.output()}`);
}

/** The portal's own sweep comes once a minute; a further archive worker sweeps as it starts. */
async function untilSwept(portal: PortalProcess, env: NodeJS.ProcessEnv): Promise<void> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const waiting = () => db.$count(segments, eq(segments.state, 'hot'));
  await expect.poll(waiting, { timeout: 30_000, intervals: [500] }).toBe(0);
  await close();
  const hot = join(portal.dataDir, 'hot');
  const worker = spawn(process.execPath, [WORKERS], {
    stdio: 'ignore',
    env: {
      ...env,
      DATABASE_URL: databaseUrl,
      HOT_DIR: hot,
      COLD_CACHE_DIR: join(portal.dataDir, 'cold-cache'),
      ARCHIVE_FOLDER: join(portal.dataDir, 'archive'),
      MASTER_KEY_FILE: join(portal.dataDir, 'secrets', 'master.key'),
    },
  });
  const left = async () => {
    const files = await readdir(hot, { recursive: true });
    return files.filter((file) => file.endsWith('.ts')).length;
  };
  await expect.poll(left, { timeout: 60_000, intervals: [500] }).toBe(0);
  await stopChild(worker);
}

async function firstFootage(portal: PortalProcess): Promise<number> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const rows = await db.select({ at: segments.startsAt }).from(segments);
  await close();
  return Math.min(...rows.map(({ at }) => at)) / 1000;
}
