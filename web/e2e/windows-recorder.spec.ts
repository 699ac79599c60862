import { expect } from '@playwright/test';
import {
  canInstallRecorder,
  type InstallRequest,
  installRecorder,
} from '../../scripts/processes/installed-recorder.ts';
import { startVirtualScreen } from '../../scripts/virtual-screen/start-virtual-screen.ts';
import { briskPolicy, changePolicy } from './support/change-policy.ts';
import { DayPage, TWO_FRAMES_MS } from './support/day-page.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

interface Person {
  readonly id: string;
  readonly today: { readonly date: string; readonly recordedMicros: number };
}

/** Without a window that knows the monitors, the whole desktop is one display. */
const DISPLAY = 'desktop';
const MINUTE = 60_000;

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('what a Windows recorder installed by the MSI records plays in the browser', async ({
  page,
  portal,
  admin,
  scratch,
}) => {
  test.skip(!canInstallRecorder(), 'no wine, or no ffmpeg.exe');
  test.setTimeout(8 * MINUTE);
  await changePolicy(portal, briskPolicy);
  const { token } = await admin.post<{ token: string }>('/api/portal/enrolment-tokens', {
    ...{ label: 'Windows', employeeId: null, expiresInHours: 1, maxUses: 1 },
  });
  const size = { width: 1280, height: 800 };
  const screen = await startVirtualScreen({ ...size, monitors: 1, terminal: false });
  const request: InstallRequest = {
    folder: `${scratch}/wine`,
    display: screen.display,
    ...{ server: portal.url, token },
  };
  const recorder = await installRecorder(request);
  try {
    expect(recorder.settings.get('ServerUrl')).toBe(portal.url);
    let person: Person | undefined;
    await expect
      .poll(
        async () => {
          const { items } = await admin.get<{ items: Person[] }>('/api/portal/people');
          person = items.find(({ today }) => today.recordedMicros > 8_000_000);
          return person !== undefined;
        },
        { timeout: 2 * MINUTE },
      )
      .toBe(true);
    await page.goto(`${portal.url}/people/${person?.id}/${person?.today.date}`);
    const day = new DayPage(page);
    const first = await day.readClock(DISPLAY);
    await day.play();
    for (const { picture, shown } of await day.readClocks(8, DISPLAY)) {
      expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
    }
    expect((await day.readClock(DISPLAY)).picture).toBeGreaterThan(first.picture);
  } finally {
    await recorder.stop();
    await screen.stop();
  }
});
