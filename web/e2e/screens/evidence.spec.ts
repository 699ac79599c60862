import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { playsInPage } from '../support/plays-in-page.ts';
import { test } from '../support/recorded.ts';
import { useSession } from '../support/sign-in.ts';
import { unzipEntry } from '../support/unzip-entry.ts';

/** Recorded and packed on two busy cores. */
const PACKED_WITHIN_MS = 90_000;
/** Nothing broken: an hour's checkpoint may not be there yet, and no key of the server is named. */
const VERIFIED = [2, 3];

test.beforeEach(async ({ page, portal, admin }) => {
  await useSession(page, portal, admin);
});

test('a stretch over a pause becomes a package that an outsider verifies and watches', async ({
  page,
  browser,
  recorded,
  scratch,
}) => {
  await chooseStretch(page, recorded);
  await addToNewCase(page);
  await page.getByRole('link', { name: 'Open the case' }).click();
  await page.getByRole('button', { name: 'Make a package…' }).click();
  await page.getByLabel('In your words').fill('Court order 12 O 345/26');
  await page.getByRole('button', { name: 'Make the package' }).click();
  const made = page.getByTestId('package');
  await expect(made).toHaveAttribute('data-state', 'made', { timeout: PACKED_WITHIN_MS });

  const downloading = page.waitForEvent('download');
  await made.getByRole('link', { name: 'Download' }).click();
  const zip = join(scratch, 'evidence.zip');
  await (await downloading).saveAs(zip);
  const sha256 = createHash('sha256')
    .update(await readFile(zip))
    .digest('hex');
  await expect(made).toContainText(sha256);
  expect(VERIFIED).toContain(await verify(zip));
  const film = await unzipEntry(zip, /native\/display-1\.mp4$/);
  const length = await playsInPage(page, film);
  expect(length).toBeGreaterThan((recorded.resumedAt - recorded.pausedAt) / 1000);

  await page.goBack();
  const { url, passcode } = await share(page);
  const stranger = await browser.newContext();
  const theirs = await stranger.newPage();
  await theirs.goto(url);
  await theirs.getByLabel('Passcode').fill('AAAA-AAAA-AAAA');
  await theirs.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(theirs.getByText(/^This is not the passcode/)).toBeVisible();
  await theirs.getByLabel('Passcode').fill(passcode);
  await theirs.getByRole('button', { name: 'Open', exact: true }).click();
  const video = theirs.getByTestId('shared-video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.duration), {
      timeout: 30_000,
    })
    .toBeCloseTo(length, 0);
  await expect(theirs.getByTestId('watermark')).toContainText('R. Weber');
  await stranger.close();

  await made.getByRole('link', { name: 'Custody log' }).click();
  for (const words of ['Downloaded', 'Wrong passcode', 'Watched in the browser']) {
    await expect(page.getByRole('cell', { name: words, exact: true })).toBeVisible();
  }
});

interface Stretch {
  readonly personUrl: string;
  readonly pausedAt: number;
  readonly resumedAt: number;
}

async function chooseStretch(page: Page, { personUrl, pausedAt, resumedAt }: Stretch) {
  const [from, to] = [pausedAt - 5_000, resumedAt + 5_000].map((ms) => new Date(ms).toISOString());
  await page.goto(`${personUrl}?t=${from}&sel=${from}~${to}`);
  await page.getByTestId('selection').getByRole('button', { name: 'Add to a case…' }).click();
}

async function addToNewCase(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('A new case').click();
  await dialog.getByLabel('Title', { exact: true }).fill('Complaint of today');
  await dialog.getByLabel('Title of the clip').fill('Before and after lunch');
  await dialog.getByRole('button', { name: 'Add the clip' }).click();
  await expect(page.getByText('The clip is in the case.')).toBeVisible();
}

async function share(page: Page): Promise<{ url: string; passcode: string }> {
  await page.getByTestId('package').getByRole('button', { name: 'Share…' }).click();
  await page.getByLabel('For whom').fill('R. Weber');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const shown = (name: string) => page.getByTestId(`share-${name}`).locator('code').innerText();
  const made = { url: await shown('link'), passcode: await shown('passcode') };
  await page.getByRole('button', { name: 'Done' }).click();
  return made;
}

/** The exit code of the program that an outsider runs. */
function verify(zip: string): Promise<number> {
  return new Promise((done) => {
    execFile('npx', ['workcompanion', 'verify', zip], (error) => {
      done(error === null ? 0 : Number(error.code));
    });
  });
}
