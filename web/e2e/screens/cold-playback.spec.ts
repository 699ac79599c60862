import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startTosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { DayPage, DISPLAYS, TWO_FRAMES_MS } from '../support/day-page.ts';
import { test } from '../support/fixtures.ts';
import { loseSecondSegment } from '../support/lose-segment.ts';
import { recordThenArchive } from '../support/record-then-archive.ts';
import { useSession } from '../support/sign-in.ts';

test.setTimeout(240_000);

test('a day whose local files are gone plays from the archive', async ({
  page,
  monitors,
  scratch,
}) => {
  const folder = join(scratch, 'cold-folder');
  const { portal, admin, personUrl, from } = await recordThenArchive({
    folder,
    monitors,
    archive: { ARCHIVE_KIND: 'folder' },
  });
  await useSession(page, portal, admin);
  const day = new DayPage(page);
  await page.goto(`${personUrl}?t=${new Date(from + 500).toISOString()}`);
  await day.readClock();
  await day.play();
  for (const display of DISPLAYS) {
    for (const { picture, shown } of await day.readClocks(6, display)) {
      expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
    }
  }
  // Over more than one segment of four seconds.
  await expect.poll(() => day.shownMs(), { timeout: 20_000 }).toBeGreaterThan(from + 6_000);
  const cached = await readdir(join(portal.dataDir, 'cold-cache'));
  expect(cached.filter((name) => name.endsWith('.ts')).length).toBeGreaterThan(1);

  const lost = await loseSecondSegment(portal);
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().includes(lost.id)) answers.push(response.status());
  });
  const words = day.display(lost.display).getByText('Recording not found in the archive');
  await page.goto(`${personUrl}?t=${new Date(from + 500).toISOString()}`);
  await day.readClock(lost.other);
  await day.play();
  // Found out while it is fetched: the display says so, the other goes on, and so does it afterwards.
  await expect(words).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => day.shownMs(), { timeout: 20_000 }).toBeGreaterThan(lost.to + 300);
  await expect(words).toBeHidden();
  const { picture, shown } = await day.readClock(lost.display);
  expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
  expect(new Set(answers)).toEqual(new Set([410]));

  // Known by then: it is not asked for any more.
  await lost.note();
  answers.length = 0;
  await page.goto(`${personUrl}?t=${new Date(lost.from + 500).toISOString()}`);
  await expect(words).toBeVisible();
  await expect(page.getByText(/its file could not be found/)).toBeVisible();
  expect(answers).toEqual([]);
  await portal.stop();
});

test('the player waits for an archive that is down, and for what must be restored', async ({
  page,
  monitors,
  scratch,
}) => {
  const tos = await startTosServer({ port: 0, restoreMs: 7_000 });
  const { portal, admin, personUrl, from } = await recordThenArchive({
    folder: join(scratch, 'cold-tos'),
    monitors,
    archive: {
      ARCHIVE_KIND: 'tos',
      ARCHIVE_ENDPOINT: tos.endpoint,
      ARCHIVE_BUCKET: tos.bucket,
      ARCHIVE_REGION: tos.credentials.region,
      ARCHIVE_ACCESS_KEY_ID: tos.credentials.accessKeyId,
      ARCHIVE_SECRET_ACCESS_KEY: tos.credentials.secretAccessKey,
      ARCHIVE_STORAGE_CLASS: 'ARCHIVE',
      ARCHIVE_TLS: 'false',
    },
  });
  await useSession(page, portal, admin);
  const day = new DayPage(page);
  tos.addFault({ operation: 'get', fault: { kind: 'bad-gateway' } });
  await page.goto(`${personUrl}?t=${new Date(from + 500).toISOString()}`);
  const screen = page.getByTestId('display').first();
  await expect(screen.getByText('The archive can’t be reached')).toBeVisible();
  await expect(screen.getByText(/Trying again in \d+ s/)).toBeVisible();

  tos.clearFaults();
  await expect(screen.getByText('This footage must be restored first')).toBeVisible({
    timeout: 40_000,
  });
  await expect(screen.getByText(/should be ready by \d\d:\d\d/)).toBeVisible();
  await screen.getByRole('button', { name: 'Request this and the next 30 minutes' }).click();
  await expect(screen.getByText('Being restored')).toBeVisible();
  await expect(screen.getByText(/Ready by about \d\d:\d\d/)).toBeVisible();

  const { picture, shown } = await day.readClock();
  expect(Math.abs(picture - shown)).toBeLessThanOrEqual(TWO_FRAMES_MS);
  await day.play();
  await expect.poll(() => day.shownMs(), { timeout: 20_000 }).toBeGreaterThan(from + 6_000);
  await portal.stop();
  await tos.close();
});
