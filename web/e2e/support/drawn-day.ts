import { randomBytes } from 'node:crypto';
import { join } from '../../../scripts/processes/join.ts';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import type { SimulatedDevice } from '../../../scripts/simulated-device/simulated-device.ts';
import { enrolDrawn } from './drawn/enrol-drawn.ts';
import { recordDrawn } from './drawn/record-drawn.ts';
import { test as base } from './fixtures.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Midnight of this zone is 11:00 or 12:00 UTC: inside yesterday's key window, at any time of the test. */
const ZONE = 'Pacific/Tarawa';
const ZONE_OFFSET_MS = 12 * HOUR_MS;

export interface DrawnDay {
  readonly url: string;
  readonly person: string;
  /** The person's. */
  readonly name: string;
  /** The person's own account: there can be only one. */
  readonly own: PortalClient;
  readonly device: SimulatedDevice;
  /** The local date that begins at `midnight`, and the one before it. */
  readonly date: string;
  readonly dayBefore: string;
  /** Unix ms. */
  readonly midnight: number;
  /**
   * Two displays from here: ten seconds of change, half a minute of none, ten of change. The second has a
   * window painted over.
   */
  readonly morning: number;
  readonly stillFrom: number;
  readonly stillTo: number;
}

/** A person of yesterday whose screens were drawn: over midnight, and in the morning. */
export const test = base.extend<object, { drawn: DrawnDay }>({
  drawn: [
    async ({ portal, admin }, use) => {
      const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
      const midnight = today - DAY_MS + (DAY_MS - ZONE_OFFSET_MS);
      const morning = midnight + 2 * HOUR_MS;
      const still = { from: morning + 10_000, to: morning + 40_000 };
      // A worker that starts anew after a failure gets a person of its own.
      const mark = randomBytes(4).toString('hex');
      const userName = `Drawn ${mark}`;
      const { device, person } = await enrolDrawn(admin, portal, { userName, timeZone: ZONE });
      const isBusy = (ms: number): boolean => ms < still.from || ms >= still.to;
      const display = 'MONITOR-1';
      await recordDrawn(device, {
        display,
        startMs: midnight - 8_000,
        seconds: 16,
        segmentSeconds: 4,
        isBusy,
      });
      for (const name of ['MONITOR-1', 'MONITOR-2']) {
        const about = { display: name, startMs: morning, seconds: 50, segmentSeconds: 10 };
        await recordDrawn(device, { ...about, isBusy, isCovered: name === 'MONITOR-2' });
      }
      const account = { name: 'Eve Person', email: `eve-${mark}@example.com` };
      await use({
        url: portal.url,
        person,
        name: userName,
        own: await join(admin, portal, { ...account, roles: ['employee'], personId: person }),
        device,
        date: localDate(midnight + MINUTE_MS),
        dayBefore: localDate(midnight - MINUTE_MS),
        midnight,
        morning,
        stillFrom: still.from,
        stillTo: still.to,
      });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

function localDate(unixMs: number): string {
  return new Date(unixMs + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}
