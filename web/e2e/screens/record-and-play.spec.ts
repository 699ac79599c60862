import { expect } from '@playwright/test';
import { DayPage, DISPLAYS, TWO_FRAMES_MS } from '../support/day-page.ts';
import { ADMIN } from '../support/fixtures.ts';
import { test } from '../support/recorded.ts';
import { useSession } from '../support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('the picture shows the time that the page says, on both displays', async ({
  page,
  recorded,
}) => {
  const day = new DayPage(page);
  for (const display of DISPLAYS) {
    // Each anew, well before the pause: where it begins, the displays end at moments of their own.
    await page.goto(`${recorded.personUrl}?t=${iso(recorded.pausedAt - 12_000)}`);
    await day.readClock(display);
    await day.play();
    for (const { picture, shown } of await day.readClocks(8, display)) {
      expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
    }
  }
});

test('a link opens the very second it names', async ({ page, recorded }) => {
  const wanted = recorded.pausedAt - 6_500;
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(wanted)}`);
  const { picture, shown } = await day.readStillClock();
  expect(Math.abs(shown - wanted)).toBeLessThanOrEqual(TWO_FRAMES_MS);
  expect(Math.abs(picture - wanted)).toBeLessThanOrEqual(TWO_FRAMES_MS);
});

test('playback jumps over the pause and says why', async ({ page, recorded }) => {
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(recorded.pausedAt - 2_500)}`);
  await day.readClock();
  await day.play();
  await expect.poll(() => day.shownMs(), { timeout: 20_000 }).toBeGreaterThan(recorded.resumedAt);
  await expect(page.getByText(/No footage from .*Paused by the person/).first()).toBeVisible();
  const { picture, shown } = await day.readClock();
  expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
  await expect(page.getByText('Paused: lunch').first()).toBeVisible();
});

test('keys play, pause, step by frames and change the speed', async ({ page, recorded }) => {
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(recorded.pausedAt - 9_000)}`);
  const before = (await day.readClock()).picture;
  await page.keyboard.press('.');
  await expect.poll(async () => (await day.readClock()).picture).toBeGreaterThan(before + 100);
  expect((await day.readClock()).picture).toBeLessThan(before + 500);

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect.poll(() => day.shownMs()).toBeGreaterThan(before + 1_000);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const paused = await day.shownMs();
  await page.waitForTimeout(700);
  expect(await day.shownMs()).toBe(paused);
});

test('new footage appears by itself while the recorder runs', async ({ page, recorded }) => {
  const day = new DayPage(page);
  await page.goto(recorded.personUrl);
  await day.readClock();
  await page.keyboard.press('End');
  const first = (await day.readClock()).picture;
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End');
        return (await day.readClock()).picture;
      },
      { timeout: 40_000, intervals: [2_000] },
    )
    .toBeGreaterThan(first + 4_000);
});

test('the account menu changes the language, which stays', async ({ page, recorded }) => {
  await page.goto(recorded.personUrl);
  await page.getByRole('button', { name: `Account of ${ADMIN.name}` }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByText('暂停：lunch').first()).toBeVisible();
});

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
