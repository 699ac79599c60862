import { expect } from '@playwright/test';
import { DayPage, TWO_FRAMES_MS } from './support/day-page.ts';
import { enrolDrawn } from './support/drawn/enrol-drawn.ts';
import { recordDrawn } from './support/drawn/record-drawn.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

const ZONE = 'Europe/Berlin';
/** Ten seconds around each are recorded. */
const RECORDED = {
  'the first half past two': '2025-10-26T02:30:00+02:00',
  'the second half past two': '2025-10-26T02:30:00+01:00',
  'the midnight after 25 hours': '2025-10-27T00:00:00+01:00',
  'the clock going forward': '2026-03-29T03:00:00+02:00',
} as const;
const at = (moment: keyof typeof RECORDED): number => Date.parse(RECORDED[moment]);

test('days of 23 and 25 hours are shown, sought and played by the clock on the wall', async ({
  page,
  portal,
  admin,
}) => {
  const userName = `Clock Change ${Date.now()}`;
  const { device, person } = await enrolDrawn(admin, portal, { userName, timeZone: ZONE });
  for (const moment of Object.values(RECORDED)) {
    const about = { display: 'MONITOR-1', startMs: Date.parse(moment) - 5_000, seconds: 10 };
    await recordDrawn(device, { ...about, segmentSeconds: 5, isBusy: () => true });
  }
  await useSession(page, portal, admin);
  const day = new DayPage(page);
  const open = (date: string, t: string) =>
    page.goto(`${portal.url}/people/${person}/${date}?t=${encodeURIComponent(t)}`);
  /** The picture, the clock below it and the moment asked for are one. */
  const shows = async (wanted: number, words: string) => {
    const { picture } = await day.readStillClock('MONITOR-1');
    expect(Math.abs(picture - wanted)).toBeLessThanOrEqual(TWO_FRAMES_MS);
    await expect(day.clock).toHaveText(words);
  };
  const hours = page.getByRole('slider', { name: 'Moment of the day' });

  // The hour that comes twice: without an offset the first is meant.
  await open('2025-10-26', '02:30:01');
  await shows(at('the first half past two') + 1_000, '02:30:01.0GMT+2');
  await expect(hours).toHaveAttribute('aria-valuemax', String(25 * 3600));
  await open('2025-10-26', '2025-10-26T02:30:01.000+01:00');
  await shows(at('the second half past two') + 1_000, '02:30:01.0GMT+1');
  // The address that one copies leads to the same second.
  await page.reload();
  await shows(at('the second half past two') + 1_000, '02:30:01.0GMT+1');

  // From the last of 25 hours into the next day.
  await open('2025-10-26', '23:59:58');
  await shows(at('the midnight after 25 hours') - 2_000, '23:59:58.0GMT+1');
  await day.play();
  await page.waitForURL('**/2025-10-27?**', { timeout: 20_000 });
  await expect
    .poll(() => day.shownMs(), { timeout: 20_000 })
    .toBeGreaterThan(at('the midnight after 25 hours') + 1_000);

  // Two o'clock never was: the clock goes from one to three, and the film goes on.
  await open('2026-03-29', '01:59:58');
  await shows(at('the clock going forward') - 2_000, '01:59:58.0GMT+1');
  await expect(hours).toHaveAttribute('aria-valuemax', String(23 * 3600));
  await day.play();
  await expect(day.clock).toHaveText(/^03:00:0[1-4]\.\dGMT\+2$/, { timeout: 20_000 });
});
