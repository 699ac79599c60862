import { expect } from '@playwright/test';
import { DayPage, DISPLAYS, TWO_FRAMES_MS } from './support/day-page.ts';
import { test } from './support/recorded.ts';
import { useSession } from './support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('the picture shows the time that the page says, on both displays', async ({
  page,
  recorded,
}) => {
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(recorded.pausedAt - 9_000)}`);
  await day.readClock();
  await day.play();
  for (const display of DISPLAYS) {
    for (const { picture, shown } of await day.readClocks(12, display)) {
      expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
    }
  }
});

test('a link opens the very second it names', async ({ page, recorded }) => {
  const wanted = recorded.pausedAt - 6_500;
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(wanted)}`);
  const { picture, shown } = await day.readClock();
  expect(Math.abs(shown - wanted)).toBeLessThanOrEqual(TWO_FRAMES_MS);
  expect(Math.abs(picture - wanted)).toBeLessThanOrEqual(TWO_FRAMES_MS);
});

test('playback jumps over the pause and says why', async ({ page, recorded }) => {
  const day = new DayPage(page);
  await page.goto(`${recorded.personUrl}?t=${iso(recorded.pausedAt - 2_500)}`);
  await day.readClock();
  await day.play();
  await expect.poll(() => day.shownMs(), { timeout: 20_000 }).toBeGreaterThan(recorded.resumedAt);
  await expect(page.getByText(/No footage from .*Paused by the employee/).first()).toBeVisible();
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
  const slider = page.getByRole('slider', { name: 'Moment of the day' });
  const end = async () => Number(await slider.getAttribute('aria-valuemax'));
  const first = await end();
  await expect.poll(end, { timeout: 30_000 }).toBeGreaterThan(first);
});

test('the page speaks Chinese when asked to', async ({ page, recorded, portal }) => {
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: portal.url }]);
  await page.goto(recorded.personUrl);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByText('因员工暂停').or(page.getByText('暂停')).first()).toBeVisible();
});

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
