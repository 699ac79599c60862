import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Locator } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { graveViolations } from './support/axe.ts';
import { DayPage } from './support/day-page.ts';
import { type DrawnDay, test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

const run = promisify(execFile);

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

const DAY_MS = 86_400_000;
const addressOf = ({ url, person }: DrawnDay, date: string, query = '') =>
  `${url}/people/${person}/${date}${query}`;
const iso = (ms: number): string => new Date(ms).toISOString();
const daysAfter = (date: string, days: number): string =>
  iso(Date.parse(`${date}T12:00:00Z`) + days * DAY_MS).slice(0, 10);

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('it is not on screen');
  return box;
}

test('Home and End go to the first and the last picture, which is no detour', async ({
  page,
  drawn,
}) => {
  await page.goto(addressOf(drawn, drawn.date, `?t=${iso(drawn.morning + 5_000)}`));
  const day = new DayPage(page);
  await day.readClock();
  await page.keyboard.press('End');
  await expect.poll(() => day.shownMs()).toBeGreaterThan(drawn.morning + 49_000);
  await day.readStillClock();
  await expect(page.getByTestId('notice')).toBeEmpty();
  await page.keyboard.press('Home');
  await expect.poll(() => day.shownMs()).toBeLessThan(drawn.midnight + 1_000);
  await day.readStillClock();
  await expect(page.getByTestId('notice')).toBeEmpty();
});

test('Escape closes the legend, and leaves the stretch chosen', async ({ page, drawn }) => {
  const at = (seconds: number) => iso(drawn.morning + seconds * 1_000);
  await page.goto(addressOf(drawn, drawn.date, `?t=${at(5)}&sel=${at(4)}~${at(9)}`));
  const legend = page.getByText('Excluded windows painted over', { exact: true });
  await page.getByRole('button', { name: 'Legend' }).click();
  await expect(legend).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(legend).toBeHidden();
  await expect(page.getByTestId('selection')).toContainText('02:00:04 – 02:00:09');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('selection')).toBeHidden();
});

test('neither a chosen stretch nor a hover picture takes room from anything', async ({
  page,
  drawn,
}) => {
  await page.goto(addressOf(drawn, drawn.date, `?t=${iso(drawn.morning + 25_000)}&zoom=60s`));
  const day = new DayPage(page);
  await day.readClock();
  const picture = day.display('MONITOR-1');
  const before = await boxOf(picture);
  await day.drag(0.2, 0.8);
  await expect(page.getByTestId('selection')).toBeVisible();
  expect(await boxOf(picture)).toEqual(before);

  const line = await boxOf(page.getByTestId('timeline'));
  await page.mouse.move(line.x + line.width / 2, line.y + 8);
  const readout = await boxOf(page.getByTestId('hover-readout'));
  const controls = await boxOf(page.getByRole('group', { name: 'Playback' }));
  expect(readout.y + readout.height).toBeLessThanOrEqual(controls.y);
});

test('the next day with footage is a key away, and the calendar shows which days have some', async ({
  page,
  drawn,
}) => {
  const { dayBefore, date } = drawn;
  await page.goto(addressOf(drawn, daysAfter(dayBefore, -3)));
  await expect(page.getByText('Nothing was recorded on this day')).toBeVisible();
  await page.keyboard.press('Shift+N');
  const shows = (day: string) => expect(page.locator(`nav time[datetime="${day}"]`)).toBeVisible();
  await shows(dayBefore);
  await expect(page.getByText('2 days without footage skipped.')).toBeVisible();
  await page.keyboard.press('Shift+N');
  await shows(date);
  await page.keyboard.press('Shift+P');
  await shows(dayBefore);
  await page.keyboard.press('Shift+P');
  await expect(page.getByText('No earlier day has footage.')).toBeVisible();

  await page.getByTitle('Choose a day').click();
  const words = (day: string) =>
    new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(
      new Date(`${day}T12:00:00`),
    );
  const cell = (day: string) => page.getByRole('button', { name: words(day), exact: true });
  await expect(cell(dayBefore)).not.toHaveAttribute('title', 'No footage');
  // The first of a month has its neighbour a page before.
  const empty = daysAfter(dayBefore, -1);
  if (empty.slice(0, 7) !== dayBefore.slice(0, 7)) {
    await page.getByRole('button', { name: 'Previous', exact: true }).click();
  }
  await expect(cell(empty)).toHaveAttribute('title', 'No footage');
});

test('who leaves for another day gets there, though the moment on screen changes meanwhile', async ({
  page,
  drawn,
}) => {
  const { dayBefore, date } = drawn;
  // The address is written once a second with the moment on screen; a slow page takes longer.
  await page.route(`**/people/${drawn.person}/${date}?*`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await route.continue();
  });
  await page.goto(addressOf(drawn, dayBefore));
  await new DayPage(page).readClock();
  const asked = page.waitForRequest(new RegExp(`/people/${drawn.person}/${date}\\?`));
  await page.keyboard.press('Shift+N');
  await asked;
  await page.keyboard.press('End');
  await expect(page.locator(`nav time[datetime="${date}"]`)).toBeVisible();
  await page.goBack();
  await expect(page.locator(`nav time[datetime="${dayBefore}"]`)).toBeVisible();
  await expect.poll(() => new DayPage(page).shownMs()).toBeGreaterThan(drawn.midnight - 2_000);
});

test('all times of the panel are by the clock of the person', async ({ page, drawn }) => {
  await page.goto(addressOf(drawn, drawn.date, `?t=${iso(drawn.morning + 5_000)}`));
  const day = new DayPage(page);
  await day.readClock();
  await page.waitForTimeout(2_000);
  await page.reload();
  await day.readClock();
  const panel = page.getByRole('complementary', { name: 'About this day' });
  const clockOf = (ms: number) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Pacific/Tarawa',
      hour: '2-digit',
      minute: '2-digit',
    }).format(ms);
  // Somebody who was here a while ago goes on with the view that began then.
  const recently = Array.from({ length: 20 }, (_, minutes) =>
    clockOf(Date.now() - minutes * 60_000),
  );
  await expect(panel.getByText(new RegExp(`, (${recently.join('|')})`)).first()).toBeVisible();
});

test('a stretch gets an address for a player without cookies, which ends when it is ended', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  const account = { name: 'Pia Player', email: 'pia@example.com', roles: ['compliance'] as const };
  const own = await join(admin, portal, account);
  await admin.askNobodyWhy();
  await useSession(page, portal, own);
  await page.goto(addressOf(drawn, drawn.date, `?t=${iso(drawn.morning + 25_000)}&zoom=60s`));
  const day = new DayPage(page);
  await day.readClock();
  await day.drag(0.2, 0.8);
  await page.getByTestId('selection').getByRole('button', { name: 'Open in a player' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open in a player' });
  await dialog.getByRole('button', { name: 'Make address' }).click();
  const url = (await page.getByTestId('player-link').locator('code').textContent()) ?? '';
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-allowed_extensions', 'ALL', '-extension_picky', '0', '-count_packets'],
    ...['-show_entries', 'stream=codec_name,nb_read_packets', '-of', 'csv=p=0', url],
  ]);
  expect(stdout).toMatch(/^h264,\d\d/);
  expect(await graveViolations(page)).toEqual([]);

  await dialog.getByRole('button', { name: 'End', exact: true }).click();
  await expect.poll(async () => (await fetch(url)).status).toBe(404);
  await expect(dialog.getByText('Addresses that work')).toBeHidden();
});

test('on the own day nobody is told that they are shown this view', async ({
  page,
  portal,
  drawn,
}) => {
  await useSession(page, portal, drawn.own);
  await page.goto(addressOf(drawn, drawn.date, `?t=${iso(drawn.morning + 5_000)}`));
  await new DayPage(page).readClock();
  await page.keyboard.press('b');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByText(/is shown that|sees each view|may watch this person/)).toHaveCount(0);
});
