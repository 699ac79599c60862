import { expect, type Locator, type Page } from '@playwright/test';
import type { PortalClient } from '../../scripts/processes/portal-client.ts';
import { type DayThumbnails, THUMBNAIL_ROUTES } from '../contract/thumbnails.ts';
import { routePath } from '../features/api/call-route.ts';
import { DayPage } from './support/day-page.ts';
import { type DrawnDay, test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

/** The day, zoomed to its minute in the morning, when all its thumbnails are made. */
async function openMorning(page: Page, admin: PortalClient, drawn: DrawnDay): Promise<void> {
  const { url, person, date } = drawn;
  const made = async (): Promise<number[]> => {
    const { lanes } = await admin.get<DayThumbnails>(
      routePath(THUMBNAIL_ROUTES.readDayThumbnails, { person, date }),
    );
    return lanes.map(({ starts }) => starts.length);
  };
  // The first display has two segments more, of just after midnight.
  await expect.poll(made, { timeout: 60_000 }).toEqual([7, 5]);
  const at = new Date(drawn.morning + 5_000).toISOString();
  await page.goto(`${url}/people/${person}/${date}?t=${at}&zoom=60s`);
  await new DayPage(page).readClock();
}

/** Puts the pointer where a moment is on the first lane, by what the readout says. */
async function pointAt(page: Page, clock: string): Promise<void> {
  const box = await page.getByTestId('timeline').boundingBox();
  if (box === null) throw new Error('no timeline');
  for (let x = box.x + 2; x < box.x + box.width; x += 6) {
    await page.mouse.move(x, box.y + 8);
    const time = page.getByTestId('hover-time');
    if ((await time.textContent())?.startsWith(clock)) return;
  }
  throw new Error(`${clock} is not on the timeline`);
}

/** How uneven the patch is in which the drawn screen is busy: 0 is one colour. */
async function unevenness(thumbnail: Locator): Promise<number> {
  return thumbnail.evaluate((image) => {
    if (!(image instanceof HTMLImageElement)) throw new Error('no image');
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('no canvas');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(90, 70, 120, 70);
    const greys = [...data].filter((_, index) => index % 4 === 0);
    const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
  });
}

test('the pointer shows what was on the screen then, and that is in the view log', async ({
  page,
  admin,
  drawn,
}) => {
  await openMorning(page, admin, drawn);
  const thumbnail = page.locator('[data-testid="hover-thumbnail"] img[data-coarse="false"]');
  await pointAt(page, '02:00:05');
  await expect(thumbnail).toBeVisible();
  expect(await thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  expect(await unevenness(thumbnail)).toBeGreaterThan(15);
  await pointAt(page, '02:00:25');
  await expect.poll(() => unevenness(thumbnail)).toBeLessThan(5);
  await page.reload();
  const seen = page.getByText(/^02:00:00–.* · thumbnails sent$/);
  const view = page.locator('details').filter({ has: seen }).first();
  await view.getByText('To the second').click();
  await expect(view.getByText(/^02:00:00–.* · thumbnails sent$/).first()).toBeVisible();
});
