import { expect } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { PLAYBACK_ROUTES } from '../contract/playback.ts';
import { routePath } from '../features/api/call-route.ts';
import { DayPage } from './support/day-page.ts';
import { test } from './support/drawn-day.ts';
import { ADMIN } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

test('a person sees who watched, disputes a moment, and reads the answer', async ({
  browser,
  page,
  portal,
  admin,
  drawn,
}) => {
  const at = new Date(drawn.morning).toISOString();
  const morning = `${portal.url}/people/${drawn.person}/${drawn.date}?t=${at}`;
  // Somebody watches a few seconds.
  await useSession(page, portal, admin);
  await page.goto(morning);
  const day = new DayPage(page);
  await day.readClock();
  await day.play();
  await expect.poll(() => day.shownMs()).toBeGreaterThan(drawn.morning + 2_000);
  await day.pause();

  const context = await browser.newContext();
  const hers = await context.newPage();
  await useSession(hers, portal, drawn.own);
  await hers.goto(`${portal.url}/me`);
  await expect(hers.getByRole('heading', { name: 'How you are recorded' })).toBeVisible();
  await expect(hers.getByText(ADMIN.name).first()).toBeVisible({ timeout: 30_000 });

  // On her own day she says what it was.
  await hers.goto(morning);
  await hers.getByRole('button', { name: 'Add a remark' }).click();
  await hers.getByText('Dispute', { exact: true }).click();
  await hers.getByLabel('What should those who watch this know?').fill('That was a training.');
  await hers.getByRole('button', { name: 'Save' }).click();
  await expect(hers.getByText('Disputed: That was a training.')).toBeVisible();

  // Who may watch reads it beside the pictures, and answers.
  await page.reload();
  const remark = page.getByRole('listitem').filter({ hasText: 'Disputed: That was a training.' });
  await remark.getByRole('button', { name: 'Answer' }).click();
  await remark.getByLabel('Your answer').fill('Noted, thank you.');
  await remark.getByRole('button', { name: 'Answer' }).click();
  await hers.reload();
  await expect(hers.getByText(`Answer of ${ADMIN.name}: Noted, thank you.`)).toBeVisible();

  // An auditor reads the same seconds in the view log, and may not see them.
  const auditor = await join(admin, portal, {
    name: 'Otto Auditor',
    email: 'otto@example.com',
    roles: ['auditor'],
  });
  const audit = await browser.newContext();
  const log = await audit.newPage();
  await useSession(log, portal, auditor);
  await log.goto(`${portal.url}/views`);
  const row = log.getByRole('row', {
    name: new RegExp(`${ADMIN.name} Drawn.*footage sent.*shown`),
  });
  await row.first().getByText('To the second').click();
  // All times of the log are by the auditor's own clock, which its head names.
  await expect(log.getByRole('columnheader', { name: /Europe\/Berlin/ })).toBeVisible();
  const begin = new Date(drawn.morning).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' });
  const shown = row.first().getByText(new RegExp(`^${begin}–.* · Display MONITOR-1 · shown$`));
  await expect(shown.first()).toBeVisible();
  const device = routePath(PLAYBACK_ROUTES.buildPlaylist, {
    device: drawn.device.id,
    display: 'MONITOR-1',
    from: drawn.morning * 1000,
    to: 1,
  });
  expect((await log.request.get(portal.url + device)).ok()).toBe(false);
  await audit.close();

  // Others' days are not hers to see.
  expect((await hers.request.get(`${portal.url}/people`)).ok()).toBe(true);
  expect((await hers.request.get(`${portal.url}/devices`)).status()).toBe(403);
  await context.close();
});
