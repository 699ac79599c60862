import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import {
  type RecorderProcess,
  startRecorder,
} from '../../../scripts/processes/recorder-process.ts';
import { briskPolicy, changePolicy } from './change-policy.ts';
import { makeEnrolmentToken } from './enrolment-token.ts';
import { test as base } from './fixtures.ts';

const run = promisify(execFile);

export interface Recorded {
  readonly recorder: RecorderProcess;
  readonly dataDir: string;
  readonly personId: string;
  /** The person's local day. */
  readonly date: string;
  readonly personUrl: string;
  /** Unix ms, from before the pause to well after it. */
  readonly pausedAt: number;
  readonly resumedAt: number;
}

/** Two displays recorded for a while, with a pause in the middle; the recorder goes on. */
export const test = base.extend<object, { recorded: Recorded }>({
  recorded: [
    async ({ portal, admin, monitors, scratch }, use) => {
      await changePolicy(portal, briskPolicy);
      const token = await makeEnrolmentToken(admin, 'End to end');
      const dataDir = join(scratch, 'recorder');
      const recorder = startRecorder({
        server: portal.url,
        token,
        dataDir,
        display: monitors.display,
      });
      const control = (...args: string[]) =>
        run('npx', ['workcompanion-recorder', ...args, '--data', dataDir]);
      const { id, date } = await untilSomeoneIsRecorded(admin);
      await sleep(14_000);
      await control('pause', '--reason', 'lunch', '--minutes', '5');
      const pausedAt = Date.now();
      await sleep(6_000);
      await control('resume');
      const resumedAt = Date.now();
      await sleep(16_000);
      await use({
        recorder,
        dataDir,
        personId: id,
        date,
        personUrl: `${portal.url}/people/${id}/${date}`,
        pausedAt,
        resumedAt,
      });
      await recorder.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

interface People {
  readonly items: { id: string; today: { date: string; recordedMicros: number } }[];
}

async function untilSomeoneIsRecorded(admin: PortalClient): Promise<{ id: string; date: string }> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { items } = await admin.get<People>('/api/portal/people');
    const person = items.find(({ today }) => today.recordedMicros > 0);
    if (person) return { id: person.id, date: person.today.date };
    await sleep(500);
  }
  throw new Error('nothing was recorded within a minute');
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
