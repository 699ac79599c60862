import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { checkSearchReport } from '@workcompanion/core/evidence/search-report/check-search-report';
import { join } from '../../scripts/processes/join.ts';
import { SEARCH_ROUTES } from '../contract/search.ts';
import { graveViolations } from './support/axe.ts';
import { DayPage } from './support/day-page.ts';
import { enrolDrawn } from './support/drawn/enrol-drawn.ts';
import { recordDrawn } from './support/drawn/record-drawn.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

const SECOND = 1_000_000;
const SLOW_MS = 4_000;

test('words are found on screens, for a reason, and lead to their second', async ({
  page,
  portal,
  admin,
}) => {
  const mark = randomBytes(4).toString('hex');
  const name = `Search ${mark}`;
  const person = await enrolDrawn(admin, portal, { userName: name, timeZone: 'UTC' });
  const startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000;
  const about = { display: 'MONITOR-1', startMs, seconds: 20, segmentSeconds: 10 };
  await recordDrawn(person.device, { ...about, isBusy: () => true });
  const use = (from: number, to: number, program: string, title: string) => ({
    from: startMs * 1000 + from * SECOND,
    to: startMs * 1000 + to * SECOND,
    program,
    title,
    windows: [{ program, title, x: 100, y: 80, width: 900, height: 500 }],
  });
  await person.device.tellWindows([
    use(0, 6, 'et.exe', `工资表 ${mark}.xlsx`),
    use(6, 12, 'chrome.exe', 'News'),
    use(12, 20, 'et.exe', `Invoice INV-20418 for ${mark}`),
  ]);

  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/overview`);
  // From the palette the words go there by memory: they stand in no address.
  const palette = page.getByRole('dialog').getByRole('textbox');
  // A key that is pressed before the page is alive is pressed again.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await palette.fill(`INV-20418 ${mark}`);
  await page.getByText(`Search screens for “INV-20418 ${mark}”`).click();
  const field = page.getByRole('searchbox', { name: 'Words that were on a screen' });
  await expect(field).toHaveValue(`INV-20418 ${mark}`);
  expect(page.url()).not.toContain('INV');

  await page.goto(`${portal.url}/search?person=${person.person}`);
  await field.fill(mark);
  await field.press('Enter');
  const why = page.getByRole('region', { name: 'Why do you search?' });
  const hits = page.locator('[data-hit]');
  await expect(why.or(hits.first())).toBeVisible();
  if (await why.isVisible()) {
    await why.getByRole('radio').first().check();
    await why.getByRole('button', { name: 'Search' }).click();
  }
  await expect(hits).toHaveCount(2);
  await expect(hits.first()).toContainText(`Invoice INV-20418 for ${mark}`);
  await expect(hits.first().locator('mark')).toHaveText(mark);
  await expect(page.getByRole('status').filter({ hasText: '2 hits' })).toContainText('recorded');
  expect(await graveViolations(page)).toEqual([]);

  await field.focus();
  await page.keyboard.press('ArrowDown');
  await expect(hits.first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(hits.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/t=12:00:1/);
  await new DayPage(page).readClock();

  await page.keyboard.press('Control+f');
  const find = page.getByRole('textbox', { name: 'Find in this day' });
  await find.fill(mark);
  await find.press('Enter');
  await expect(page.getByText(/^[12] of 2$/)).toBeVisible();
  await expect(page.getByTestId('find-mark')).toHaveCount(2);
  const before = await page.getByText(/^[12] of 2$/).textContent();
  await find.press('Enter');
  await expect(page.getByText(before === '1 of 2' ? '2 of 2' : '1 of 2')).toBeVisible();
  await find.press('Escape');
  await expect(find).toBeHidden();
  await page.goBack();
  await expect(hits).toHaveCount(2);
  await expect(field).toHaveValue(mark);

  await field.fill('nowhere-to-be-found');
  await field.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
});

test('compliance saves a signed report on a search, unless it can not follow its filters', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  const account = { name: 'Sid Search', email: 'sid@example.com', roles: ['compliance'] as const };
  const own = await join(admin, portal, account);
  await admin.askNobodyWhy();
  await useSession(page, portal, own);
  await page.goto(`${portal.url}/search?person=${drawn.person}`);
  const field = page.getByRole('searchbox', { name: 'Words that were on a screen' });
  await field.fill('nowhere-to-be-found');
  await field.press('Enter');
  const make = page.getByRole('button', { name: 'Signed report' });
  const saved = page.waitForEvent('download');
  await make.click();
  const opened = await openPackage(await openAsBlob(await (await saved).path()), null);
  if (!opened.ok) throw new Error(opened.problem);
  expect(await checkSearchReport(opened.reader, { serverKeys: [] })).toMatchObject({
    outcome: 'consistent',
    report: { people: [{ hits: 0 }], sought: { words: 'nowhere-to-be-found' } },
  });
  expect(await graveViolations(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'While this program was in front' }).fill('excel');
  await field.press('Enter');
  await expect(page.getByText(/can’t be signed/)).toBeVisible();
  await expect(make).toBeHidden();
});

test('a search goes on once a second person agrees, and its alert leads to what it found', async ({
  browser,
  page,
  portal,
  admin,
}) => {
  // It looks each quarter of a minute.
  test.setTimeout(180_000);
  const mark = randomBytes(4).toString('hex');
  const person = await enrolDrawn(admin, portal, { userName: `Kept ${mark}`, timeZone: 'UTC' });
  const startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000;
  const about = { display: 'MONITOR-1', startMs, seconds: 10, segmentSeconds: 10 };
  await recordDrawn(person.device, { ...about, isBusy: () => true });
  const title = `Card 4111 1111 1111 1111 of ${mark}`;
  await person.device.tellWindows([
    {
      from: startMs * 1000,
      to: startMs * 1000 + 10 * SECOND,
      program: 'chrome.exe',
      title,
      windows: [{ program: 'chrome.exe', title, x: 100, y: 80, width: 900, height: 500 }],
    },
  ]);
  const account = {
    name: `Kim ${mark}`,
    email: `${mark}@example.com`,
    roles: ['compliance'] as const,
  };
  const own = await join(admin, portal, account);
  const { agreeing } = admin;
  if (agreeing === null) throw new Error('nobody agrees');
  await admin.askNobodyWhy();

  await useSession(page, portal, own);
  // Whoever is quicker than a slow network searches all the same.
  await page.route(`**${SEARCH_ROUTES.readSearchScope.path}*`, async (route) => {
    await setTimeout(SLOW_MS);
    await route.continue();
  });
  await page.goto(`${portal.url}/search?person=${person.person}`);
  await page.getByRole('combobox', { name: 'A kind of number that must be there' }).click();
  await page.getByRole('option', { name: 'Payment card numbers' }).click();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const hits = page.locator('[data-hit]');
  await expect(hits).toHaveCount(1);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await expect(hits.locator('mark')).toHaveText('4111 1111 1111 1111');
  await page.getByRole('button', { name: 'Save this search' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Why' }).click();
  await page.getByRole('option', { name: 'Security incident' }).click();
  await dialog.getByRole('textbox', { name: 'In words' }).fill(`Cards on screens, ${mark}`);
  expect(await graveViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByText('Waits for a second person')).toBeVisible();

  const other = await browser.newContext({ locale: 'en-GB' });
  const theirs = await other.newPage();
  await useSession(theirs, portal, agreeing);
  await theirs.goto(`${portal.url}/approvals`);
  const row = theirs.getByRole('row', { name: new RegExp(mark) });
  await row.getByRole('button', { name: 'Review' }).click();
  await expect(theirs.getByRole('dialog')).toContainText('Payment card numbers');
  await theirs.getByRole('textbox', { name: 'Why you decide so' }).fill('Agreed with the council.');
  await theirs.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(row).toHaveCount(0);
  await other.close();

  const alert = page.getByRole('link', { name: /A saved search has found something/ });
  await expect(async () => {
    await page.goto(`${portal.url}/inbox`);
    await expect(alert).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  expect(await page.getByRole('main').innerText()).not.toContain('4111');
  // The search that was made before is kept in this tab: the alert leads to the saved one all the same.
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  const field = page.getByRole('searchbox', { name: 'Words that were on a screen' });
  await field.fill('nowhere-to-be-found');
  await field.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('link', { name: /^Inbox/ }).click();
  await alert.click();
  const find = page.getByRole('button', { name: new RegExp(`Kept ${mark}, .*: 1 moment`) });
  await expect(find).toBeVisible();
  expect(await graveViolations(page)).toEqual([]);
  await find.click();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(hits).toHaveCount(1);
  await expect(hits).toContainText(title);
});
