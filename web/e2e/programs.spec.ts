import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { graveViolations } from './support/axe.ts';
import { DayPage } from './support/day-page.ts';
import { enrolDrawn } from './support/drawn/enrol-drawn.ts';
import { recordDrawn } from './support/drawn/record-drawn.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

const SECOND = 1_000_000;

test('the day shows which programs were in front, alone and one after the other', async ({
  page,
  portal,
  admin,
}) => {
  const mark = randomBytes(4).toString('hex');
  const person = await enrolDrawn(admin, portal, { userName: `Programs ${mark}`, timeZone: 'UTC' });
  // At noon of yesterday, so that all of it is one day.
  const startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000;
  const about = { display: 'MONITOR-1', startMs, seconds: 20, segmentSeconds: 10 };
  await recordDrawn(person.device, { ...about, isBusy: () => true });
  const use = (from: number, to: number, program: string, title: string) => ({
    from: startMs * 1000 + from * SECOND,
    to: startMs * 1000 + to * SECOND,
    program,
    title,
    windows: [],
  });
  await person.device.tellWindows([
    use(0, 6, 'et.exe', `工资表 ${mark}.xlsx`),
    use(6, 12, 'chrome.exe', 'News'),
    use(12, 20, 'et.exe', 'Invoices'),
  ]);

  await useSession(page, portal, admin);
  const date = new Date(startMs).toISOString().slice(0, 10);
  const at = new Date(startMs + 10_000).toISOString();
  await page.goto(`${portal.url}/people/${person.person}/${date}?t=${at}&zoom=60s`);
  await new DayPage(page).readClock();
  const section = page.getByRole('region', { name: 'Programs' });
  await expect(section.getByRole('listitem')).toHaveText([/et14 s/, /chrome6 s/]);

  const lane = page.getByTestId('programs');
  const stops = lane.getByRole('button');
  await expect(stops).toHaveCount(3);
  await expect(stops.first()).toHaveAccessibleName(
    `et, 工资表 ${mark}.xlsx, 12:00:00 – 12:00:06, 6 s`,
  );
  const box = await lane.boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.48, (box?.y ?? 0) + 8);
  await expect(lane).toContainText('chrome');
  await expect(lane).toContainText('News');
  expect(await graveViolations(page)).toEqual([]);

  await section.getByRole('button', { name: /^et/ }).click();
  await expect(stops).toHaveCount(2);
  await section.getByRole('button', { name: 'Go to the next use of et' }).click();
  await expect(page.getByTestId('wall-clock').first()).toContainText('12:00:12');
  await stops.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(stops.nth(1)).toBeFocused();
  await expect(lane).toContainText('Invoices');
});
