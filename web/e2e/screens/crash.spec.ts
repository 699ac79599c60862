import { join } from 'node:path';
import { expect } from '@playwright/test';
import { findInTree, processTree } from '../../../bench/lib/process-usage.ts';
import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { startPortal } from '../../../scripts/processes/portal-process.ts';
import { startRecorder } from '../../../scripts/processes/recorder-process.ts';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { briskPolicy, changePolicy } from '../support/change-policy.ts';
import { makeEnrolmentToken } from '../support/enrolment-token.ts';
import { ADMIN, test } from '../support/fixtures.ts';
import { proveBooks } from '../support/prove-books.ts';
import { readDay } from '../support/read-day.ts';
import { runOf } from '../support/run-of.ts';

/** The encoder looks ahead; what it holds when it is killed is gone. */
const LOSS_MS = 2_000;
const DISPLAYS = 2;

test('kills of encoder, recorder and server lose at most two seconds and no segment', async ({
  monitors,
  scratch,
}) => {
  test.setTimeout(300_000);
  const portal = await startPortal(join(scratch, 'crash-portal'));
  const admin = new PortalClient(portal.url);
  await admin.redeem(portal.adminLink, ADMIN);
  await admin.askNobodyWhy();
  await changePolicy(portal, briskPolicy);
  const token = await makeEnrolmentToken(admin, 'Crash');
  const dataDir = join(scratch, 'crash-recorder');
  const start = () =>
    startRecorder({ server: portal.url, token, dataDir, display: monitors.display });

  let recorder = start();
  await untilRecorded(admin);
  const kills: { what: string; at: number }[] = [];
  for (const what of ['ffmpeg', 'server', 'recorder', 'server', 'ffmpeg', 'recorder', 'recorder']) {
    await sleep(4_000 + Math.random() * 5_000);
    kills.push({ what, at: Date.now() });
    if (what === 'recorder') {
      await recorder.kill();
      await sleep(500);
      recorder = start();
    } else if (what === 'server') {
      process.kill(findInTree(portal.pid, 'web/main'), 'SIGKILL');
    } else {
      process.kill(findInTree(recorder.pid, 'ffmpeg'), 'SIGKILL');
    }
  }
  await sleep(10_000);
  await recorder.stop();
  expect(processTree(portal.pid).length).toBeGreaterThan(1);

  const { databaseUrl } = await runOf(portal);
  const books = await proveBooks(databaseUrl, join(portal.dataDir, 'hot'));
  expect(books.faults).toEqual([]);
  expect(books.segments).toBeGreaterThan(20);

  const day = await readDay(admin);
  expect(day.lanes).toHaveLength(DISPLAYS);
  const losses = day.lanes.flatMap((lane) => lossesOf(lane.pieces, kills));
  console.log(`lost at each kill, ms: ${losses.map(({ what, ms }) => `${what} ${ms}`).join(', ')}`);
  expect(Math.max(...losses.map(({ ms }) => ms))).toBeLessThanOrEqual(LOSS_MS);
  const unnamed = day.lanes.flatMap(({ pieces }) =>
    pieces.filter(({ kind, cause }) => kind === 'pending' || cause === 'unexplained'),
  );
  expect(unnamed).toEqual([]);
  await portal.stop();
});

interface Loss {
  readonly what: string;
  readonly ms: number;
}

/** How far before a kill the footage of a lane ends, where the kill ended footage at all. */
function lossesOf(
  pieces: PersonDay['lanes'][number]['pieces'],
  kills: readonly { what: string; at: number }[],
): Loss[] {
  return kills
    .filter(({ what }) => what !== 'server')
    .flatMap(({ what, at }) => {
      const gap = pieces.find(
        ({ kind, from, to }) => kind === 'gap' && from / 1000 <= at && to / 1000 > at,
      );
      return gap ? [{ what, ms: Math.round(at - gap.from / 1000) }] : [];
    });
}

async function untilRecorded(admin: PortalClient): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { items } = await admin.get<{ items: { today: { recordedMicros: number } }[] }>(
      PEOPLE_ROUTES.listPeople.path,
    );
    if (items.some(({ today }) => today.recordedMicros > 0)) return;
    await sleep(500);
  }
  throw new Error('nothing was recorded within a minute');
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
